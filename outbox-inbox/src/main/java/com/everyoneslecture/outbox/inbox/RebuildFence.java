package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Prevents a batch that was read before the tables were emptied from being applied afterwards. A batch first moves its
 * offsets and then checks the fence; a rebuild locks the table of offsets before it empties a table. So a batch that moved
 * its offsets before the rebuild has committed, or rolled back, when the tables are emptied. Any other batch sees that its
 * partitions are due.
 */
@FunctionalInterface
interface RebuildFence {

    /** The fence of an inbox without rebuilds. */
    RebuildFence NONE = (connection, partitions) -> {};

    /**
     * Checks, in a transaction that has moved their offsets, that no partition has to be read from its beginning.
     *
     * @throws NotAppliedException if at least one partition has to be read from its beginning
     */
    void requireNoneDue(Connection connection, Set<Integer> partitions) throws SQLException, NotAppliedException;
}
