package com.everyoneslecture.outbox.inbox;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Waits for transactions that wait for a lock, so that a test can interleave two of them. */
final class LockWaits {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(5);

    private LockWaits() {}

    /** Returns when at least one transaction of the database waits for a lock. */
    static void awaitOne(DataSource database) {
        await().atMost(BOUND).pollDelay(Duration.ZERO).pollInterval(INTERVAL).until(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) > 0 from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock'")) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }
}
