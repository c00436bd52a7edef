/**
 * The programs that publish outbox rows to Kafka: the bare minimum as a reference, the relay as it ships, and the usual alternatives. Each
 * is a separate process, and is measured from outside.
 */
@NullMarked
package com.everyoneslecture.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
