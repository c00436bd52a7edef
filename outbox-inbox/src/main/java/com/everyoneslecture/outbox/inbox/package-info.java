/**
 * Reads one topic and hands its records on, batch by batch, so that none is ever skipped.
 *
 * <p>A batch goes through four steps, always in this order, all on one thread:
 *
 * <ol>
 *   <li>{@code poll}: records come from Kafka. A crash here: nothing has happened.
 *   <li>{@code apply}: a {@link com.everyoneslecture.outbox.inbox.BatchHandler} makes them durable in one database transaction,
 *       which also moves the offsets that the database stores, up to the first dead letter of each partition. The commit
 *       of this transaction is the commit point. A crash before it: the batch is read again. A crash after it: reading
 *       goes on behind the batch, or at its first dead letter.
 *   <li>{@code write}: the dead letter topic acknowledges the records that cannot be applied; then a second transaction
 *       moves the stored offsets behind them. A crash between the two: they are written a second time, with the same
 *       origin in their headers.
 *   <li>{@code commit}: the group's offsets in Kafka follow, for tools and for the lag. A crash before it: the next start
 *       makes up for it. No decision depends on them once the database has offsets.
 * </ol>
 *
 * <p>So neither a stored nor a committed offset ever passes a record that is neither applied nor in the dead letter topic. A
 * stored offset moves only from the value that the member expects, so a member that has lost a partition without knowing it
 * applies nothing that another member has applied. Records can still arrive again, after a rewind, a restore of the database
 * or a replay by the relay: a handler must recognize events that it has applied. Which failure is waited out and
 * which needs a person is decided in {@link com.everyoneslecture.outbox.retry.FailurePolicy}, nowhere else.
 */
@NullMarked
package com.everyoneslecture.outbox.inbox;

import org.jspecify.annotations.NullMarked;
