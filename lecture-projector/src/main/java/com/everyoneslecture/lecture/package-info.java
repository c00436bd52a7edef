/**
 * The lecture service's view of categories: what a record says, what that does to the read model, and how the read model is
 * built anew.
 *
 * <p>{@link com.everyoneslecture.lecture.EventDecoder} turns a record into a {@code CategoryEvent} or says why it cannot.
 * {@code NewestPerKey} reduces a batch to one run of versions per category, {@code Projection} applies these with one
 * statement, and {@code ProjectionTransaction} moves the stored offsets in the same transaction.
 *
 * <p>An event counts only if its aggregate version is higher than the row's, or equal with another event id, because the
 * category database has issued the version again. That alone makes duplicates, replays and records that come in another order
 * after a topic got more partitions harmless. A deleted category keeps its row as a tombstone, or a late event would bring it
 * back.
 */
@NullMarked
package com.everyoneslecture.lecture;

import org.jspecify.annotations.NullMarked;
