@NullMarked
package com.everyoneslecture.benchmarks.start;

import org.jspecify.annotations.NullMarked;
