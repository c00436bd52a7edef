package com.everyoneslecture.benchmarks.latency;

import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Commits each event when it is due, over several connections; the next free connection takes the next event. */
final class Writers {

    /** Several connections wait for their commits at the same time, so they share the disk's flush. */
    private static final int CONNECTIONS = 8;

    private final Servers servers;
    private final Schedule schedule;
    private final Observed observed;
    private final AtomicInteger next = new AtomicInteger();

    Writers(Servers servers, Schedule schedule, Observed observed) {
        this.servers = servers;
        this.schedule = schedule;
        this.observed = observed;
    }

    /** Writes all events. Returns when all are committed. */
    void write() throws SQLException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int number = 0; number < CONNECTIONS; number++) {
                writing.add(threads.submit(() -> {
                    writeNext();
                    return null;
                }));
            }
            for (Future<?> each : writing) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("an event could not be written", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void writeNext() throws SQLException {
        try (Connection connection = servers.as("category_app", Schema.CATEGORY).getConnection();
                OutboxInsert insert = new OutboxInsert(connection)) {
            for (int first = take(); first < schedule.events(); first = take()) {
                int end = Math.min(first + schedule.perTransaction(), schedule.events());
                schedule.await(first);
                for (int event = first; event < end; event++) {
                    insert.add(schedule.firstId() + event);
                }
                insert.commit();
                long nowNanos = System.nanoTime();
                for (int event = first; event < end; event++) {
                    observed.committed(event, nowNanos);
                }
            }
        }
    }

    private int take() {
        return next.getAndAdd(schedule.perTransaction());
    }
}
