package com.everyoneslecture.relay.retention;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.LongSession;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.ForeignRows;
import com.everyoneslecture.outbox.capture.slot.WalSnapshot;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of the outbox. Functions of the database create and drop them. These functions bound every wait for a lock, so
 * that appending transactions do not queue behind them for long. Used by any thread.
 */
public final class OutboxPartitions {

    // On the same connection, because a snapshot is not valid in another database.
    private static final String IN_THE_DATABASE = " where ? = " + WalSnapshot.DATABASE;

    private static final String DROP = "select %s(make_interval(secs => ?), ?::pg_snapshot)" + IN_THE_DATABASE;

    private static final String DROPPED_BEYOND = """
            select coalesce(sum(dropped_rows), 0)
            from %s
            where ?::pg_snapshot is null
               or pg_snapshot_xmin(published) > pg_snapshot_xmin(?::pg_snapshot)
               or pg_snapshot_xmax(published) > pg_snapshot_xmax(?::pg_snapshot)
            """;

    private final Database database;
    private final OutboxNames outbox;

    /** Creates the object without a connection. */
    public OutboxPartitions(Database database, OutboxNames outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /**
     * Creates the missing partitions of today and of a number of following days.
     *
     * <p>Each is a separate transaction, because attaching a partition locks the default partition while its rows are read. So
     * an append to the default partition waits for at most one of them. After a crash, the created partitions remain.
     *
     * @return the number of created partitions
     * @throws SQLException if the server is unreachable, or too busy; the partitions created before stay
     */
    int ensure(int daysAhead) throws SQLException {
        int made = 0;
        // It reads every row of the default partition.
        try (LongSession session = LongSession.open(database);
                PreparedStatement statement =
                        session.connection().prepareStatement("select " + outbox.ensurePartitions() + "(?)")) {
            for (int days = 0; days <= daysAhead; days++) {
                statement.setInt(1, days);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    made += row.getInt(1);
                }
            }
        }
        return made;
    }

    /**
     * Drops one partition whose rows are all older than the settings allow, and all published.
     *
     * @param published the published rows, as {@code pg_current_snapshot()} writes them
     * @param identity the database and timeline of that snapshot: in another one, nothing is dropped
     * @return its name; empty if there is no such partition
     * @throws SQLException if the server is unreachable, or too busy; nothing has changed then
     */
    Optional<String> drop(RetentionSettings settings, String published, String identity) throws SQLException {
        // It reads every row of the partition.
        try (LongSession session = LongSession.open(database);
                PreparedStatement statement =
                        session.connection().prepareStatement(DROP.replace("%s", outbox.dropPartition()))) {
            statement.setLong(1, settings.maximumAge().toSeconds());
            statement.setString(2, published);
            statement.setString(3, identity);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    /**
     * Returns the reason why partitions stay that are older than the settings allow although everything is published: their
     * rows were restored from another cluster, and no snapshot of this one covers them. Empty if there are no such rows.
     *
     * @param published as with {@link #drop}
     * @param identity as with {@link #drop}
     * @throws SQLException if the server is unreachable
     */
    Optional<String> undroppable(RetentionSettings settings, String published, String identity) throws SQLException {
        ForeignRows rows = new ForeignRows(outbox.qualified());
        try (LongSession session = LongSession.open(database)) {
            if (!Query.isTrue(session.connection(), "select true" + IN_THE_DATABASE, identity)) {
                return Optional.empty();
            }
            long count = rows.countOlderThan(session, settings.maximumAge());
            return count == 0
                    ? Optional.empty()
                    : Optional.of(count
                            + " old rows have transaction ids of another cluster, which no safe point covers; check with"
                            + " verify that their events are published, then: " + rows.fix(published));
        }
    }

    /**
     * Returns the number of rows that retention has dropped and no snapshot covers: it is unknown whether they were published.
     *
     * @param snapshot as {@code pg_current_snapshot()} wrote it; null if there is none
     * @throws SQLException if the server is unreachable
     */
    public long droppedBeyond(@Nullable String snapshot) throws SQLException {
        try (Connection connection = database.connect()) {
            // An adopted outbox has no such list, because nothing is dropped there.
            if (!Query.isTrue(connection, "select to_regclass(?) is not null", outbox.droppedPartitions())) {
                return 0;
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(DROPPED_BEYOND.replace("%s", outbox.droppedPartitions()))) {
                statement.setString(1, snapshot);
                statement.setString(2, snapshot);
                statement.setString(3, snapshot);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }
    }
}
