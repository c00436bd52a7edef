/** The relay on Kafka Connect, beside the relay and Debezium's connector. */
@NullMarked
package com.everyoneslecture.benchmarks.connect;

import org.jspecify.annotations.NullMarked;
