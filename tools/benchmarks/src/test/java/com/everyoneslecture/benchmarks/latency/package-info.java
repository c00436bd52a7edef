@NullMarked
package com.everyoneslecture.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
