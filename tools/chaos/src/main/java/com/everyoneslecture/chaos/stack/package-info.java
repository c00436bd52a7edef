/**
 * The system under test, as far as it can be broken and looked at. Scenarios know {@link
 * com.everyoneslecture.chaos.stack.Stack} alone; what runs behind it, processes of this machine or containers, is chosen once.
 */
@NullMarked
package com.everyoneslecture.chaos.stack;

import org.jspecify.annotations.NullMarked;
