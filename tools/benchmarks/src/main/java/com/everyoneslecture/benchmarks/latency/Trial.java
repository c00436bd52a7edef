package com.everyoneslecture.benchmarks.latency;

import com.everyoneslecture.benchmarks.contender.Projector;
import com.everyoneslecture.benchmarks.contender.Running;
import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One entrant at one rate. It has its own slot, topic and categories. The schedule begins when a first event has passed all stages, so that
 * no start of a process counts.
 */
final class Trial {

    private static final int PARTITIONS = 6;
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofMinutes(2);

    private final Servers servers;
    private final Entrant entrant;
    private final String slot;
    private final String topic;
    private final long firstId;

    /** @param number the unique number of this trial */
    Trial(Servers servers, Entrant entrant, int number) {
        this.servers = servers;
        this.entrant = entrant;
        this.slot = "latency_" + number;
        this.topic = "categoryChanged-latency-" + number;
        this.firstId = number * 100_000_000L;
    }

    /** Returns the observed times of the schedule's events. An event that has not arrived two minutes after the last commit is missing. */
    Observed run(int perSecond, int warmUpSeconds, int seconds) throws Exception {
        servers.createTopic(topic, PARTITIONS);
        servers.execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        try (Running running = entrant.contender().start(servers, slot, topic);
                ReadModel readModel = ReadModel.start(servers, entrant, topic)) {
            return run(running, readModel, perSecond, warmUpSeconds, seconds);
        } finally {
            dropSlot();
        }
    }

    private Observed run(Running running, ReadModel readModel, int perSecond, int warmUpSeconds, int seconds)
            throws Exception {
        BooleanSupplier alive = () -> {
            running.requireAlive();
            return true;
        };
        Watching way = new Watching(readModel);
        try (way) {
            way.watch(new Observed(Schedule.of(firstId, 1, 0, 1, System.nanoTime())), firstId);
            commitFirst();
            await(START, way::isComplete, alive);
        }
        // Leaves the writers 1,000 ms to connect.
        Schedule schedule =
                Schedule.of(firstId + 1, perSecond, warmUpSeconds, seconds, System.nanoTime() + 1_000_000_000L);
        Observed observed = new Observed(schedule);
        try (Watching watching = new Watching(readModel)) {
            watching.watch(observed, firstId + 1);
            new Writers(servers, schedule, observed).write();
            try {
                await(REST, watching::isComplete, alive);
            } catch (TimeoutException e) {
                // The report shows the missing events.
            }
        }
        return observed;
    }

    private void commitFirst() throws SQLException {
        try (Connection connection = servers.as("category_app", Schema.CATEGORY).getConnection();
                OutboxInsert insert = new OutboxInsert(connection)) {
            insert.add(firstId);
            insert.commit();
        }
    }

    private void dropSlot() throws SQLException {
        servers.execute("select pg_terminate_backend(active_pid, 10000) from pg_replication_slots where slot_name = '"
                + slot + "' and active");
        servers.execute("select pg_drop_replication_slot('" + slot + "')");
        // A relay that uses a slot for the first time publishes all rows of the outbox.
        servers.execute("truncate outbox");
    }

    private static void await(Duration bound, BooleanSupplier done, BooleanSupplier alive) throws Exception {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!done.getAsBoolean() && alive.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("an event has not arrived within " + bound.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Observes the topic, and the read model if there is one. */
    private final class Watching implements AutoCloseable {
        private final ReadModel readModel;
        private @Nullable RecordWatch records;
        private @Nullable RowWatch rows;
        private @Nullable Observed observed;

        Watching(ReadModel readModel) {
            this.readModel = readModel;
        }

        void watch(Observed told, long lowest) {
            observed = told;
            records = new RecordWatch(
                    servers.bootstrapServers(), topic, PARTITIONS, id -> told.record(id, System.nanoTime()));
            rows = readModel.isThere()
                    ? new RowWatch(servers.admin(Schema.LECTURE), lowest, id -> told.row(id, System.nanoTime()))
                    : null;
        }

        boolean isComplete() {
            return observed != null && observed.hasAllRecords() && (rows == null || observed.hasAllRows());
        }

        @Override
        public void close() {
            if (records != null) {
                records.close();
            }
            if (rows != null) {
                rows.close();
            }
        }
    }

    /** The projector's process; null for none. */
    private record ReadModel(@Nullable JavaProcess projector) implements AutoCloseable {

        static ReadModel start(Servers servers, Entrant entrant, String topic) throws Exception {
            if (!entrant.projected()) {
                return new ReadModel(null);
            }
            try (Connection connection = servers.admin(Schema.LECTURE).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("truncate read_category, inbox_rebuild_partition");
            }
            return new ReadModel(Projector.start(servers, "CGR-lecture-" + topic, topic));
        }

        boolean isThere() {
            return projector != null;
        }

        @Override
        public void close() {
            if (projector != null) {
                projector.close();
            }
        }
    }
}
