/**
 * The relay as a source connector of Kafka Connect: a thin layer around the relay's core. The core reads the
 * outbox, deduplicates and writes the ledger as in the relay; the worker of Kafka Connect sends the records in
 * its transactions.
 *
 * <p>{@link com.everyoneslecture.outbox.connect.Handover} connects two threads: the publishing thread of the relay's
 * session, and the worker's thread, which polls, sends and commits. No position is acknowledged to PostgreSQL before
 * the worker's commit.
 */
@NullMarked
package com.everyoneslecture.outbox.connect;

import org.jspecify.annotations.NullMarked;
