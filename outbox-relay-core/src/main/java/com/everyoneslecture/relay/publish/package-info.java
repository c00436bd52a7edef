/** Publishes batches in Kafka transactions, each with its entry in the ledger. */
@NullMarked
package com.everyoneslecture.relay.publish;

import org.jspecify.annotations.NullMarked;
