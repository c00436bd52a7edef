package com.everyoneslecture.localstack.stack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The relay's replication slot, and the operations on it, on any database server. Each operation ends the stream of a consumer, also of one
 * that reconnects meanwhile, and is repeated while the server does not answer.
 */
public final class RelaySlot {

    /** The name of the slot. */
    public static final String NAME = "category_outbox";

    private static final long PAUSE_MILLIS = 20;

    private static final String END_STREAM = """
            select pg_terminate_backend(active_pid) from pg_replication_slots
            where slot_name = '%s' and active_pid is not null
            """.formatted(NAME);

    private static final String DROP = """
            select pg_drop_replication_slot(slot_name) from pg_replication_slots
            where slot_name = '%s' and active_pid is null
            """.formatted(NAME);

    private static final String CREATE = """
            select pg_create_logical_replication_slot('%1$s', 'pgoutput')
            where not exists (select from pg_replication_slots where slot_name = '%1$s')
            """.formatted(NAME);

    private static final String ADVANCE = """
            select pg_replication_slot_advance(slot_name, pg_current_wal_lsn()) from pg_replication_slots
            where slot_name = '%s' and active_pid is null
            """.formatted(NAME);

    private final DataSource superuser;

    /** @param superuser data source for the superuser of the slot's server; provides a new connection each time */
    public RelaySlot(DataSource superuser) {
        this.superuser = superuser;
    }

    /**
     * Drops the slot.
     *
     * @throws IllegalStateException if that takes longer, or if the slot does not exist
     */
    public void drop(Duration patience) throws InterruptedException {
        until("dropped", statement -> succeeds(statement, DROP), patience);
    }

    /**
     * Creates the slot at the end of the log, after dropping the present one if it exists.
     *
     * @throws IllegalStateException if that takes longer
     */
    public void recreate(Duration patience) throws InterruptedException {
        until(
                "created again",
                statement -> {
                    statement.execute(DROP);
                    return succeeds(statement, CREATE);
                },
                patience);
    }

    /**
     * Advances the slot to the end of the log, so that no earlier commit is delivered.
     *
     * @throws IllegalStateException if that takes longer, or if the slot does not exist
     */
    public void advance(Duration patience) throws InterruptedException {
        until("advanced", statement -> succeeds(statement, ADVANCE), patience);
    }

    /** One attempt; returns whether it succeeded. */
    @FunctionalInterface
    private interface Try {
        boolean run(Statement statement) throws SQLException;
    }

    private static boolean succeeds(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next();
        }
    }

    private void until(String done, Try attempt, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String why = "no answer in time";
        while (System.nanoTime() - deadline < 0) {
            try (Connection connection = superuser.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(END_STREAM);
                if (attempt.run(statement)) {
                    return;
                }
                why = "it does not exist, or a consumer repeatedly streams from it";
            } catch (SQLException e) {
                why = String.valueOf(e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("the slot " + NAME + " was not " + done + ": " + why);
    }
}
