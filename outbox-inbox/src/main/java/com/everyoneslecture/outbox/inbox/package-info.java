/**
 * Reads one topic and passes its records on, batch by batch, and never skips a record.
 *
 * <p>A batch goes through four steps, always in this order, all on one thread:
 *
 * <ol>
 *   <li>{@code poll}: the consumer fetches records from Kafka. After a crash here, nothing has changed.
 *   <li>{@code apply}: a {@link com.everyoneslecture.outbox.inbox.BatchHandler} makes them durable in one database transaction,
 *       which also moves the offsets that the database stores, up to the first dead letter of each partition. The commit
 *       of this transaction is the commit point. After a crash before it, the batch is read again. After a crash later than
 *       that, reading continues behind the batch, or at its first dead letter.
 *   <li>{@code write}: the dead letter topic acknowledges the records that cannot be applied; then a second transaction
 *       moves the stored offsets behind them. After a crash between the two, they are written a second time, with the same
 *       origin in their headers.
 *   <li>{@code commit}: the group's offsets in Kafka follow, for tools and for the lag. After a crash before it, the next
 *       start commits them. No decision depends on them once the database has offsets.
 * </ol>
 *
 * <p>So neither a stored nor a committed offset ever passes a record that is neither applied nor in the dead letter topic. A
 * stored offset moves only from the value that the member expects, so a member that has lost a partition without knowing it
 * applies nothing that another member has applied. Records can still arrive again, after a rewind, a restore of the database or
 * a replay by the relay: a handler must recognize events that it has applied. Only
 * {@link com.everyoneslecture.outbox.retry.FailurePolicy} decides which failures are retried and which need an operator.
 */
@NullMarked
package com.everyoneslecture.outbox.inbox;

import org.jspecify.annotations.NullMarked;
