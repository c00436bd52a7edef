package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A change of one partition's stored offset, which holds only if the database still has the offset that it starts from.
 *
 * @param partition its number
 * @param from the stored offset that is expected; null if none is
 * @param to the new one; lower than before, where the partition is read again
 */
@API(status = API.Status.INTERNAL)
public record OffsetMove(int partition, @Nullable StoredOffset from, StoredOffset to) {}
