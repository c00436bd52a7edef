@NullMarked
package com.everyoneslecture.benchmarks.append;

import org.jspecify.annotations.NullMarked;
