package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Prevents a batch that was read before the tables were emptied from being applied afterwards. The fence and a rebuild take
 * locks on the table of offsets that exclude each other until their transactions end. So a batch that has passed the fence
 * before the rebuild has committed, or rolled back, when the tables are emptied. Any other batch sees its partitions as due.
 */
@FunctionalInterface
interface RebuildFence {

    /** The fence of an inbox without rebuilds. */
    RebuildFence NONE = (connection, partitions) -> {};

    /**
     * Waits for a rebuild that is under way, and checks that none of the partitions has to be read from its beginning. Called at
     * the start of a transaction: at the isolation level repeatable read, an earlier statement would take the snapshot, and the
     * check would not see the rebuild for which it has waited.
     *
     * @throws NotAppliedException if at least one partition has to be read from its beginning
     */
    void requireNoneDue(Connection connection, Set<Integer> partitions) throws SQLException, NotAppliedException;
}
