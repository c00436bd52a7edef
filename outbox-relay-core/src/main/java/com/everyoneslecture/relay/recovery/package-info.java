/**
 * Keeps the guarantee: filters out published events, checks safe points against the outbox, and publishes events from the table
 * that the log did not deliver.
 */
@NullMarked
package com.everyoneslecture.relay.recovery;

import org.jspecify.annotations.NullMarked;
