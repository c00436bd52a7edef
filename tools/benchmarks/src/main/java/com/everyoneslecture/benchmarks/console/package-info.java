/** The cost of the console for the system that it polls. */
@NullMarked
package com.everyoneslecture.benchmarks.console;

import org.jspecify.annotations.NullMarked;
