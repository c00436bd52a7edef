package com.everyoneslecture.benchmarks.start;

import com.everyoneslecture.benchmarks.contender.ServiceJars;
import com.everyoneslecture.benchmarks.latency.OutboxInsert;
import com.everyoneslecture.benchmarks.latency.RecordWatch;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.ClassArchives;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.ServiceServer;
import com.everyoneslecture.localstack.ServiceSettings;
import com.everyoneslecture.localstack.stack.StackServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Starts the relay alone, repeatedly, with its slot, its topic and one waiting event. */
final class RelayStart implements AutoCloseable {

    private static final String TOPIC = "categoryChanged";
    private static final int PARTITIONS = 6;
    private static final int BOUND_SECONDS = 120;

    private final Servers servers;
    private final ClassArchives archives;
    private long events;

    RelayStart(Servers servers) throws InterruptedException {
        this.servers = servers;
        this.archives = ClassArchives.in(servers.directory("archives"));
        servers.createTopic(TOPIC, PARTITIONS);
    }

    /** Starts it for the first time, which creates its slot, and builds its archive. */
    void first() throws Exception {
        times(Way.WITH);
        archives.complete();
    }

    /** Measures one start and returns its times; then stops the relay. */
    Times times(Way way) throws Exception {
        long event = ++events;
        CompletableFuture<Long> arrived = new CompletableFuture<>();
        RecordWatch watch = new RecordWatch(servers.bootstrapServers(), TOPIC, PARTITIONS, category -> {
            if (category == event) {
                arrived.complete(System.nanoTime());
            }
        });
        try {
            append(event);
            return times(relay(way), arrived);
        } finally {
            watch.close();
        }
    }

    private static Times times(ServiceServer relay, CompletableFuture<Long> arrived) throws Exception {
        long began = System.nanoTime();
        try {
            relay.start();
            long ready = System.nanoTime();
            long first = arrived.get(BOUND_SECONDS, TimeUnit.SECONDS);
            return new Times((ready - began) / 1e9, (first - began) / 1e9);
        } finally {
            relay.stop();
        }
    }

    @Override
    public void close() {
        servers.close();
    }

    private void append(long event) throws SQLException {
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                OutboxInsert insert = new OutboxInsert(connection)) {
            insert.add(event);
            insert.commit();
        }
    }

    private ServiceServer relay(Way way) {
        return new ServiceServer(
                new ServiceSettings(
                        "outbox-relay",
                        ServerFiles.under(servers.directory("relay")),
                        0,
                        ServiceJars.of("outbox-relay"),
                        StackServers.SERVICE_JVM,
                        Map.of(
                                "RELAY_DATABASE_URL",
                                servers.jdbcUrl(Schema.CATEGORY),
                                "RELAY_DATABASE_USERNAME",
                                Servers.RELAY,
                                "RELAY_DATABASE_PASSWORD",
                                servers.password(),
                                "RELAY_KAFKA_BOOTSTRAPSERVERS",
                                servers.bootstrapServers(),
                                "RELAY_ROUTES_0_AGGREGATETYPES",
                                "category",
                                "RELAY_ROUTES_0_DESTINATION",
                                TOPIC)),
                way == Way.WITH ? archives : ClassArchives.none());
    }

    /**
     * The times since the start of the process, in seconds.
     *
     * @param ready the time until it streams
     * @param event the time until the consumer has the waiting event
     */
    record Times(double ready, double event) {}
}
