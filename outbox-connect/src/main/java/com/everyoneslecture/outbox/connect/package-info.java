/**
 * The relay as a source connector of Kafka Connect: a thin shell around its core. The core reads, decides and remembers as it does in
 * the relay; the worker of Kafka Connect sends, in its own transactions.
 *
 * <p>Two threads meet in {@link com.everyoneslecture.outbox.connect.Handover}: one of the relay's session, which publishes, and the
 * worker's, which polls, sends and commits. Nothing is acknowledged to PostgreSQL before the worker's commit.
 */
@NullMarked
package com.everyoneslecture.outbox.connect;

import org.jspecify.annotations.NullMarked;
