/**
 * What can go wrong, each by name, and the order in which it does. A fault knows the {@link
 * com.everyoneslecture.e2e.stack.Stack} alone, so that it is the same on processes and on containers.
 */
@NullMarked
package com.everyoneslecture.e2e.fault;

import org.jspecify.annotations.NullMarked;
