package com.everyoneslecture.relay.retention;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.jdbc.SessionSettings;
import com.everyoneslecture.outbox.capture.slot.ForeignRows;
import com.everyoneslecture.outbox.capture.slot.Moment;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of the outbox. They are made and dropped by functions of the database that bound every wait for a lock, so
 * that nobody who appends queues behind them for long. Used by any thread.
 */
public final class OutboxPartitions {

    // On the same connection, for a snapshot means nothing in another database.
    private static final String DROP =
            "select %s(make_interval(secs => ?), ?::pg_snapshot) where ? = " + Moment.DATABASE;

    private static final String DROPPED_BEYOND = """
            select coalesce(sum(dropped_rows), 0)
            from %s
            where ?::pg_snapshot is null
               or pg_snapshot_xmin(published) > pg_snapshot_xmin(?::pg_snapshot)
               or pg_snapshot_xmax(published) > pg_snapshot_xmax(?::pg_snapshot)
            """;

    private final Database database;
    private final OutboxNames outbox;

    /** Connects to nothing yet. */
    public OutboxPartitions(Database database, OutboxNames outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /**
     * Makes the partitions of today and of so many days after it, where they are missing.
     *
     * <p>Each is a transaction of its own, because to attach one locks the default partition while its rows are read. So an
     * append to the default partition waits for one of them at most. A crash leaves those that were made.
     *
     * @return how many it made
     * @throws SQLException if the server is unreachable, or too busy to let it; the partitions of the days before stay
     */
    int ensure(int daysAhead) throws SQLException {
        int made = 0;
        try (Connection connection = database.connect();
                PreparedStatement statement =
                        connection.prepareStatement("select " + outbox.ensurePartitions() + "(?)")) {
            // It looks at every row of the default partition.
            SessionSettings.unbound(connection);
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
     * Drops one partition whose rows are all older than the settings admit, and all published.
     *
     * @param published which rows are, as {@code pg_current_snapshot()} writes it
     * @param identity the database and timeline of that snapshot: in another one, nothing is dropped
     * @return its name; empty if there is none, or none left
     * @throws SQLException if the server cannot be asked, or is too busy to let it; nothing has changed then
     */
    Optional<String> drop(RetentionSettings settings, String published, String identity) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(DROP.replace("%s", outbox.dropPartition()))) {
            // It looks at every row of the partition.
            SessionSettings.unbound(connection);
            statement.setLong(1, settings.maximumAge().toSeconds());
            statement.setString(2, published);
            statement.setString(3, identity);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    /**
     * Returns why partitions stay that are older than the settings admit although everything is published: their rows were
     * restored from another cluster, and no snapshot of this one covers them. Empty if there are no such rows.
     *
     * @throws SQLException if the server is unreachable
     */
    Optional<String> undroppable(RetentionSettings settings) throws SQLException {
        ForeignRows rows = new ForeignRows(outbox.qualified());
        try (Connection connection = database.connect()) {
            long count = rows.countOlderThan(connection, settings.maximumAge());
            return count == 0
                    ? Optional.empty()
                    : Optional.of(
                            count + " old rows have transaction ids of another cluster, which no safe point covers: "
                                    + rows.fix());
        }
    }

    /**
     * How many rows retention has dropped that a snapshot cannot tell of: whether they were published, nobody knows.
     *
     * @param snapshot as {@code pg_current_snapshot()} wrote it; null if there is none
     * @throws SQLException if the server cannot be asked
     */
    public long droppedBeyond(@Nullable String snapshot) throws SQLException {
        try (Connection connection = database.connect()) {
            // An outbox that was adopted has no such list: nothing is dropped there.
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
