/**
 * The system under test, with its faults and its observation. Scenarios use only {@link com.everyoneslecture.chaos.stack.Stack}; the
 * substrate behind it, processes of this machine or containers, is chosen once.
 */
@NullMarked
package com.everyoneslecture.chaos.stack;

import org.jspecify.annotations.NullMarked;
