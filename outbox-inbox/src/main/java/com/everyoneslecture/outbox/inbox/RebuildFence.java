package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Keeps a batch that was read before the tables were emptied from being applied after it. A batch first moves its offsets and
 * then asks the fence; a rebuild locks the table of offsets before it empties anything. So a batch that moved before the rebuild is committed
 * when the tables are emptied, and any other one sees that its partitions are due.
 */
@FunctionalInterface
interface RebuildFence {

    /** For a consumer whose tables are never emptied by the library. */
    RebuildFence NONE = (connection, partitions) -> {};

    /**
     * Requires that none of the partitions has to be read from its beginning, in a transaction that has moved their offsets.
     *
     * @throws NotAppliedException if one has
     */
    void requireNoneDue(Connection connection, Set<Integer> partitions) throws SQLException, NotAppliedException;
}
