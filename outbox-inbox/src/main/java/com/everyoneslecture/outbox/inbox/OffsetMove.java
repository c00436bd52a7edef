package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A change of one partition's stored offset. It takes effect only if the database still has the offset that it starts from.
 *
 * @param partition its number
 * @param from the expected stored offset; null if none is expected
 * @param to the new one; lower than before if the partition is read again
 */
@API(status = API.Status.INTERNAL)
public record OffsetMove(int partition, @Nullable StoredOffset from, StoredOffset to) {}
