package com.everyoneslecture.benchmarks.idle;

import com.everyoneslecture.benchmarks.servers.Background;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A table beside the outbox with constant writes: 25 transactions per second, each of 500 rows. */
final class Neighbour {

    private static final long PAUSE_MILLIS = 40;

    private Neighbour() {}

    static Background start(Servers servers) throws SQLException {
        servers.execute("create table if not exists neighbour (id bigint generated always as identity primary key,"
                + " content text not null)");
        return Background.start(isWanted -> write(servers, isWanted));
    }

    private static void write(Servers servers, BooleanSupplier isWanted) throws SQLException, InterruptedException {
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                Statement statement = connection.createStatement()) {
            while (isWanted.getAsBoolean()) {
                statement.execute(
                        "insert into neighbour (content) select repeat('busy', 50) from generate_series(1, 500)");
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }
}
