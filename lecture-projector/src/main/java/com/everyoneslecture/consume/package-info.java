/**
 * Reads one topic and hands its records on, batch by batch, so that none is ever skipped.
 *
 * <p>A batch goes through four steps, always in this order, all on one thread:
 *
 * <ol>
 *   <li>{@code poll}: records come from Kafka. A crash here: nothing has happened.
 *   <li>{@code apply}: a {@link com.everyoneslecture.consume.BatchHandler} makes them durable in one database
 *       transaction. A crash before its commit: the batch is read again. A crash after it: likewise, and the handler
 *       sees events that it has applied already and must know them.
 *   <li>{@code write}: records that nobody can apply are acknowledged by the dead letter topic. A crash after it: they are
 *       written there a second time, with the same origin in their headers.
 *   <li>{@code commit}: the group's offsets move behind the batch. Only a crash after this one forgets the batch.
 * </ol>
 *
 * <p>So a committed offset never passes a record that is neither applied nor in the dead letter topic. That, and not
 * "exactly once", is what this package promises: a record can arrive again at any time. Which failure is waited out and
 * which needs a person is decided in {@link com.everyoneslecture.consume.FailurePolicy}, nowhere else.
 */
@NullMarked
package com.everyoneslecture.consume;

import org.jspecify.annotations.NullMarked;
