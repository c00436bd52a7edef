@NullMarked
package com.everyoneslecture.benchmarks;

import org.jspecify.annotations.NullMarked;
