/**
 * The lecture service's view of categories: the content of a record, and its effect on the read model.
 *
 * <p>{@code CategoryProjection} is the projection of the service's inbox. {@code EventDecoder} decodes a record to a
 * {@code CategoryEvent} or throws a {@code PoisonRecordException} with the reason; {@code NewestPerKey} reduces a batch
 * to one run of versions per category, which one statement applies. The inbox moves the stored offsets in the same
 * transaction, and rebuilds the read model.
 *
 * <p>An event is applied only if its aggregate version is higher than the row's, or equal with another event id,
 * because the category database has then issued the version again. So duplicates, replays and records in another order
 * after added partitions are harmless. A deleted category keeps its row as a tombstone, so that a late event does not
 * restore it.
 */
@NullMarked
package com.everyoneslecture.lecture;

import org.jspecify.annotations.NullMarked;
