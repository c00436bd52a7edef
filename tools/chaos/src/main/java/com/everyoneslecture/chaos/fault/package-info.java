/**
 * What can go wrong, each by name, and the order in which it does. A fault knows the {@link
 * com.everyoneslecture.chaos.stack.Stack} alone, so that it is the same on processes and on containers.
 */
@NullMarked
package com.everyoneslecture.chaos.fault;

import org.jspecify.annotations.NullMarked;
