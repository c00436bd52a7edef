/** Shared parts of the clients of Kafka. */
@NullMarked
package com.everyoneslecture.outbox.kafka;

import org.jspecify.annotations.NullMarked;
