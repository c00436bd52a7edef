/**
 * Who carries outbox rows to Kafka: the bare minimum as a yardstick, the relay as it ships, and what a user would pick
 * instead. Each is a process of its own, and is measured from outside.
 */
@NullMarked
package com.everyoneslecture.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
