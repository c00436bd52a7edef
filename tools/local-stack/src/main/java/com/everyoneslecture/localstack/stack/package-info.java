/**
 * The whole system on one machine: two databases, a broker and three services, each a process, and the supervisor that
 * starts them in order, watches them, and stops them in order.
 */
@NullMarked
package com.everyoneslecture.localstack.stack;

import org.jspecify.annotations.NullMarked;
