/**
 * From outbox events to records in Kafka: where an event goes, what its record looks like, when it counts as published,
 * and the ledger that remembers it.
 */
@NullMarked
package com.everyoneslecture.publish;

import org.jspecify.annotations.NullMarked;
