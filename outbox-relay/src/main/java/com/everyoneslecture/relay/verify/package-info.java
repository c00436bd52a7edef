/**
 * Compares the outbox with the topics, event by event, independently of the relay: neither its ledger nor its metrics are used
 * as evidence. It keeps about fifty bytes of each event, so that millions fit into memory.
 */
@NullMarked
package com.everyoneslecture.relay.verify;

import org.jspecify.annotations.NullMarked;
