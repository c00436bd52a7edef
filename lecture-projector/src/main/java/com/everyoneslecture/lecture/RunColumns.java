package com.everyoneslecture.lecture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Runs as one array per column, so that the number of parameters, and with it the plan, does not depend on the batch. */
final class RunColumns {

    private final long[] categoryId;
    private final String[] categoryName;
    private final boolean[] deleted;
    private final long[] version;
    private final UUID[] eventId;
    private final long[] occurredAtMicros;
    private final long[] start;
    private final long[] events;
    private final long[] reissues;

    RunColumns(Collection<VersionRun> runs) {
        int size = runs.size();
        categoryId = new long[size];
        categoryName = new String[size];
        deleted = new boolean[size];
        version = new long[size];
        eventId = new UUID[size];
        occurredAtMicros = new long[size];
        start = new long[size];
        events = new long[size];
        reissues = new long[size];
        int row = 0;
        for (VersionRun run : runs) {
            set(row++, run);
        }
    }

    void bind(Connection connection, PreparedStatement statement) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        statement.setArray(1, postgres.createArrayOf("int8", categoryId));
        statement.setArray(2, postgres.createArrayOf("text", categoryName));
        statement.setArray(3, postgres.createArrayOf("bool", deleted));
        statement.setArray(4, postgres.createArrayOf("int8", version));
        statement.setArray(5, postgres.createArrayOf("uuid", eventId));
        statement.setArray(6, postgres.createArrayOf("int8", occurredAtMicros));
        statement.setArray(7, postgres.createArrayOf("int8", start));
        statement.setArray(8, postgres.createArrayOf("int8", events));
        statement.setArray(9, postgres.createArrayOf("int8", reissues));
    }

    private void set(int row, VersionRun run) {
        CategoryEvent newest = run.newest();
        categoryId[row] = newest.categoryId();
        categoryName[row] = newest.categoryName();
        deleted[row] = newest.deleted();
        version[row] = newest.version();
        eventId[row] = newest.eventId();
        occurredAtMicros[row] = newest.occurredAtMicros();
        start[row] = run.start();
        events[row] = run.events();
        reissues[row] = run.reissues();
    }
}
