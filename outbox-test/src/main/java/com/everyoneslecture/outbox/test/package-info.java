/**
 * For the tests of a service that appends to an outbox.
 *
 * <ul>
 *   <li>{@link com.everyoneslecture.outbox.test.OutboxEvents} returns the events that a test appended. It needs a database, nothing
 *       else.
 *   <li>{@link com.everyoneslecture.outbox.test.PublishedEvents} compares an outbox with its topics, event by event.
 *   <li>{@link com.everyoneslecture.outbox.test.RelayServers} runs the relay with a real PostgreSQL and a real Kafka, and has both of
 *       the others.
 * </ul>
 *
 * <p>Every public type of this package is stable. No parameter and no result is null unless it is marked {@code @Nullable}. Failed
 * assertions are {@link java.lang.AssertionError}s, whatever assertion library a test uses.
 */
@NullMarked
package com.everyoneslecture.outbox.test;

import org.jspecify.annotations.NullMarked;
