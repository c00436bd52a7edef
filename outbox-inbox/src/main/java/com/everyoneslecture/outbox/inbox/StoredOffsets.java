package com.everyoneslecture.outbox.inbox;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * The offsets up to which the read model's database has applied the topic, stored in that database. The loop's thread alone
 * calls it. These offsets decide where reading begins, and not the group's offsets in Kafka.
 */
@API(status = API.Status.INTERNAL)
public interface StoredOffsets {

    /** Returns the stored offsets by partition; a partition without one is missing. */
    Map<Integer, StoredOffset> find(Set<Integer> partitions) throws SQLException;

    /**
     * Changes offsets in a separate transaction: all, or none if the database has another offset than a move starts from.
     *
     * @return whether they are changed
     */
    boolean move(OffsetMoves moves) throws SQLException;
}
