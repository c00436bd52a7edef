package com.everyoneslecture.consume;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/**
 * Remembers, in the same database as what was applied, which partitions have to be read again from their beginning. The
 * loop's thread alone calls it.
 *
 * <p>A replay is due until {@link #rewound} has said that the group's committed offset is at the beginning. A crash before
 * that: it is still due, and starts over. A crash after it: reading goes on from the committed offset. In neither case
 * does a committed offset stand behind events that an emptied table lacks.
 */
public interface ReplayMarks {

    /** Those of the partitions that must be read again from their beginning. */
    Set<Integer> due(Set<Integer> partitions) throws SQLException;

    /**
     * Marks partitions as no longer due.
     *
     * @param beginnings by partition the offset that it starts with, already committed for the group
     */
    void rewound(Map<Integer, Long> beginnings) throws SQLException;
}
