@NullMarked
package com.everyoneslecture.benchmarks.takeover;

import org.jspecify.annotations.NullMarked;
