/**
 * The faults by name, and their order. A fault uses only the {@link com.everyoneslecture.chaos.stack.Stack}, so it is the same on processes
 * and on containers.
 */
@NullMarked
package com.everyoneslecture.chaos.fault;

import org.jspecify.annotations.NullMarked;
