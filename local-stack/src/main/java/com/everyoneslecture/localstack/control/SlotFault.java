package com.everyoneslecture.localstack.control;

import com.everyoneslecture.localstack.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The relay's slot, dropped under whoever streams from it. */
record SlotFault(PostgresServer categoryDb) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String END_STREAM = """
            select pg_terminate_backend(active_pid) from pg_replication_slots
            where slot_name = 'category_outbox' and active_pid is not null
            """;

    private static final String DROP = """
            select pg_drop_replication_slot(slot_name) from pg_replication_slots
            where slot_name = 'category_outbox' and active_pid is null
            """;

    /**
     * Returns when it is gone. A relay that comes back between the two steps is ended once more.
     *
     * @throws IllegalStateException if it is still there after 20 s, or there is none
     */
    void drop() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String why = "there is no slot category_outbox";
        while (System.nanoTime() < deadline) {
            try (Connection connection = categoryDb.impatientAdmin("category").getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(END_STREAM);
                try (ResultSet dropped = statement.executeQuery(DROP)) {
                    if (dropped.next()) {
                        return;
                    }
                }
            } catch (SQLException e) {
                why = String.valueOf(e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("the slot was not dropped: " + why);
    }
}
