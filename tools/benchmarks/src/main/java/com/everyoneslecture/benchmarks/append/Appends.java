package com.everyoneslecture.benchmarks.append;

import com.everyoneslecture.benchmarks.servers.EventId;
import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.append.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Appends events over one connection and measures each call. Every 50 calls are rolled back: a commit would cost the same for each
 * way and hide the difference.
 */
final class Appends implements AutoCloseable {

    private static final int CALLS_PER_TRANSACTION = 50;

    private static final String INSERT = """
            insert into outbox
                (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Connection connection;
    private final Outbox outbox = Outbox.ofDefaultTable();
    private long version;

    Appends(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** Returns the median time of a call, divided by the events of the call. */
    double microsPerEvent(Way way, Duration duration) throws SQLException {
        Histogram nanos = new Histogram(3);
        long beganNanos = System.nanoTime();
        while (System.nanoTime() - beganNanos < duration.toNanos()) {
            for (int call = 0; call < CALLS_PER_TRANSACTION; call++) {
                long calledNanos = System.nanoTime();
                append(way);
                nanos.recordValue(System.nanoTime() - calledNanos);
            }
            connection.rollback();
        }
        return nanos.getValueAtPercentile(50) / 1_000.0 / way.events();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void append(Way way) throws SQLException {
        switch (way) {
            case INSERT -> insert();
            case BATCH -> insertBatch(way.events());
            case OUTBOX -> outbox.append(connection, event());
            case OUTBOX_LIST -> outbox.append(connection, events(way.events()));
        }
    }

    private void insert() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(insert);
            insert.executeUpdate();
        }
    }

    private void insertBatch(int events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int event = 0; event < events; event++) {
                bind(insert);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void bind(PreparedStatement insert) throws SQLException {
        version++;
        insert.setObject(1, EventId.next());
        insert.setString(2, "category");
        insert.setString(3, "2");
        insert.setLong(4, version);
        insert.setString(5, "LectureCategoryChanged");
        insert.setString(6, payload());
        insert.setLong(7, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        insert.setString(8, null);
    }

    private List<NewEvent> events(int count) {
        List<NewEvent> events = new ArrayList<>(count);
        for (int event = 0; event < count; event++) {
            events.add(event());
        }
        return events;
    }

    private NewEvent event() {
        version++;
        return NewEvent.builder("category", "2")
                .version(version)
                .type("LectureCategoryChanged")
                .payload(payload())
                .build();
    }

    private String payload() {
        return "{\"eventType\":\"LectureCategoryChanged\",\"timestamp\":\"2022-08-08-12:12:37\",\"jobType\":\"UPDATE\","
                + "\"categoryId\":2,\"categoryName\":\"쓰기 " + version + "\"}";
    }
}
