@NullMarked
package com.everyoneslecture.benchmarks.idle;

import org.jspecify.annotations.NullMarked;
