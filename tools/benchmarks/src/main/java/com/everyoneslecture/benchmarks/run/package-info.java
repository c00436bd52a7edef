/** The interface of all benchmarks, and their options. */
@NullMarked
package com.everyoneslecture.benchmarks.run;

import org.jspecify.annotations.NullMarked;
