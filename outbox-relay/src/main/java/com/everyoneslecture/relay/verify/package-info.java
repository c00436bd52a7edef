/**
 * Compares the outbox with the topics, event by event, and trusts nothing that the relay says of itself: neither its ledger
 * nor its metrics. What it keeps of an event is some forty bytes, so that millions fit.
 */
@NullMarked
package com.everyoneslecture.relay.verify;

import org.jspecify.annotations.NullMarked;
