@NullMarked
package com.everyoneslecture.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
