/** The PostgreSQL and the Kafka that only one benchmark uses, and the JVMs that it starts against them. */
@NullMarked
package com.everyoneslecture.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
