package com.everyoneslecture.benchmarks.hostile;

import com.everyoneslecture.benchmarks.latency.OutboxInsert;
import com.everyoneslecture.benchmarks.latency.RecordWatch;
import com.everyoneslecture.benchmarks.system.WholeSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Appends events to the outbox and measures the time of each from its commit to a consumer of committed records. */
final class Deliveries implements AutoCloseable {

    private static final String TOPIC = "categoryChanged";
    private static final int PARTITIONS = 6;

    /** The ids that the category service assigns are lower. */
    private static final long FIRST_ID = 1_000_000_000;

    private final Connection connection;
    private final OutboxInsert insert;
    private final RecordWatch watch;
    private final Recorder recorder = new Recorder(3);

    private final Arrivals arrivals = new Arrivals(recorder::recordValue);
    private long next = FIRST_ID;

    private Deliveries(WholeSystem system) throws SQLException {
        connection = system.categoryDatabase().getConnection();
        insert = new OutboxInsert(connection);
        watch = new RecordWatch(system.bootstrapServers(), TOPIC, PARTITIONS, this::received);
    }

    static Deliveries of(WholeSystem system) throws SQLException {
        return new Deliveries(system);
    }

    /** Appends one event in a separate transaction. */
    void append() throws SQLException {
        long id = next++;
        insert.add(id);
        insert.commit();
        arrivals.committed(id, System.nanoTime());
    }

    /** Discards the measurements. */
    void begin() {
        recorder.reset();
    }

    /** Returns the measurements since the phase began, in nanoseconds. */
    Histogram take() {
        return recorder.getIntervalHistogram();
    }

    /** Waits for the records of all events, and returns the number of events that do not have exactly one. */
    int missingOrDoubled(Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (arrivals.missing() > 0 && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return arrivals.missing() + arrivals.doubled();
    }

    @Override
    public void close() throws SQLException {
        watch.close();
        insert.close();
        connection.close();
    }

    private void received(long id) {
        if (id >= FIRST_ID) {
            arrivals.received(id, System.nanoTime());
        }
    }
}
