package com.everyoneslecture.outbox.inbox;

import java.sql.SQLException;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Stores, in the same database as the rows, which partitions have to be read again from their beginning. The loop's thread
 * alone calls it.
 *
 * <p>Commit point: the transaction of {@link #rewound}, which marks a partition and sets its stored offset to the beginning.
 * After a crash before it, the replay is still due, and starts over. After a crash later than that, reading continues at the
 * stored offset, which is the beginning or later. In neither case is it ahead of events that an emptied table lacks.
 */
@API(status = API.Status.INTERNAL)
public interface ReplayMarks {

    /** Returns the partitions that must be read again from their beginning. */
    Set<Integer> due(Set<Integer> partitions) throws SQLException;

    /**
     * Marks partitions as no longer due and sets their stored offsets, in one transaction: all, or none if the database has
     * another offset than a move starts from.
     *
     * @param beginnings moves to the offset that each partition starts with
     * @return whether they are marked
     */
    boolean rewound(OffsetMoves beginnings) throws SQLException;
}
