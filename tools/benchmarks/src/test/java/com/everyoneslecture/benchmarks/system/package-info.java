@NullMarked
package com.everyoneslecture.benchmarks.system;

import org.jspecify.annotations.NullMarked;
