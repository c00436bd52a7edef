@NullMarked
package com.everyoneslecture.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
