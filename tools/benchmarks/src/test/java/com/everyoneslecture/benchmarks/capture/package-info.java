@NullMarked
package com.everyoneslecture.benchmarks.capture;

import org.jspecify.annotations.NullMarked;
