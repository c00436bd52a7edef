@NullMarked
package com.everyoneslecture.benchmarks.report;

import org.jspecify.annotations.NullMarked;
