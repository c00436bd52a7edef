package com.everyoneslecture.e2e.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;

/** The relay's replication slot. */
final class Slot {

    private final DataSource database;

    Slot(DataSource database) {
        this.database = database;
    }

    /** Drops it, under whoever reads it. A relay that comes back between the two steps is ended once more. */
    void drop() throws InterruptedException {
        Bounded.until("to drop the slot", () -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("""
                        select pg_terminate_backend(active_pid) from pg_replication_slots
                        where slot_name = 'category_outbox' and active_pid is not null
                        """);
                try (ResultSet dropped = statement.executeQuery("""
                        select pg_drop_replication_slot(slot_name) from pg_replication_slots
                        where slot_name = 'category_outbox' and active_pid is null
                        """)) {
                    return dropped.next();
                }
            }
        });
    }
}
