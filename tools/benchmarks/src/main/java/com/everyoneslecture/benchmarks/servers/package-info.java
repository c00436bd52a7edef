/** The PostgreSQL and the Kafka that a benchmark has to itself, and the JVMs that it starts against them. */
@NullMarked
package com.everyoneslecture.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
