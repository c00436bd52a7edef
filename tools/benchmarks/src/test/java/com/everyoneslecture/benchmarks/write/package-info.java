@NullMarked
package com.everyoneslecture.benchmarks.write;

import org.jspecify.annotations.NullMarked;
