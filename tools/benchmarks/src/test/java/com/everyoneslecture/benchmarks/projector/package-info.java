@NullMarked
package com.everyoneslecture.benchmarks.projector;

import org.jspecify.annotations.NullMarked;
