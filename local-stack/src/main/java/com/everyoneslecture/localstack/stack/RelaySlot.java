package com.everyoneslecture.localstack.stack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The relay's replication slot, whatever its database server runs on. */
public final class RelaySlot {

    /** Its name. */
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

    private final DataSource superuser;

    /** @param superuser of the server that it is on; gives a new connection each time */
    public RelaySlot(DataSource superuser) {
        this.superuser = superuser;
    }

    /**
     * Drops it under whoever streams from it, and returns when it is gone. A relay that comes back between the two steps is
     * ended once more, and a server that does not answer is asked again.
     *
     * @throws IllegalStateException if that takes longer, or there is none
     */
    public void drop(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String why = "nobody answered in time";
        while (System.nanoTime() - deadline < 0) {
            try (Connection connection = superuser.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(END_STREAM);
                try (ResultSet dropped = statement.executeQuery(DROP)) {
                    if (dropped.next()) {
                        return;
                    }
                }
                why = "there is none, or somebody streams from it again and again";
            } catch (SQLException e) {
                why = String.valueOf(e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("the slot " + NAME + " was not dropped: " + why);
    }
}
