@NullMarked
package com.everyoneslecture.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
