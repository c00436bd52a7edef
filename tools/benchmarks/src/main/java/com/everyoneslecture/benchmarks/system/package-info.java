/** The whole system, for a benchmark that measures all of it. */
@NullMarked
package com.everyoneslecture.benchmarks.system;

import org.jspecify.annotations.NullMarked;
