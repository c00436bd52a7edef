/**
 * From outbox events to records in Kafka: where an event goes, what its record looks like, and when it counts as published.
 */
@NullMarked
package com.everyoneslecture.publish;

import org.jspecify.annotations.NullMarked;
