@NullMarked
package com.everyoneslecture.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
