@NullMarked
package com.everyoneslecture.benchmarks.connect;

import org.jspecify.annotations.NullMarked;
