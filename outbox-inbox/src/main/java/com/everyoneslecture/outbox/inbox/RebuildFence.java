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
     * Waits for a rebuild that is under way. Called as the first statement of a transaction: at the isolation level repeatable
     * read, every statement but this one would take the snapshot, and then {@link #requireNoneDue} would not see the rebuild for
     * which the transaction has waited.
     */
    default void await(Connection connection) throws SQLException {}

    /**
     * Checks, in a transaction that has moved their offsets, that no partition has to be read from its beginning.
     *
     * @throws NotAppliedException if at least one partition has to be read from its beginning
     */
    void requireNoneDue(Connection connection, Set<Integer> partitions) throws SQLException, NotAppliedException;
}
