@NullMarked
package com.everyoneslecture.benchmarks.console;

import org.jspecify.annotations.NullMarked;
