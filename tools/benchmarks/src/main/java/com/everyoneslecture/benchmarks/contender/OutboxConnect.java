package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.stack.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The relay as a connector on a worker of Kafka Connect, configured as {@code ./outbox up} does it. */
record OutboxConnect(Peers peers) implements Contender {

    private static final Duration START = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "outbox-connect";
    }

    /** Starts and stops it, so that its ledger contains the slot; with an unknown slot, it reads the table first. */
    @Override
    public void prepare(Servers servers, String slot, String topic) throws Exception {
        long deadline = System.nanoTime() + START.toNanos();
        try (Running running = start(servers, slot, topic)) {
            while (!isStreaming(servers, slot)) {
                running.requireAlive();
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(name() + " does not stream after " + START.toSeconds() + " s");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    @Override
    public Running start(Servers servers, String slot, String topic) throws IOException, InterruptedException {
        return new ConnectWorker(peers)
                .start(
                        name(),
                        servers,
                        slot,
                        Map.of("plugin.path", plugins().toString()),
                        Connector.configuration(
                                servers.jdbcUrl(Schema.CATEGORY),
                                servers.password(),
                                servers.bootstrapServers(),
                                slot,
                                Map.of(
                                        "relay.slot.name", slot,
                                        "relay.channels.out-categoryChanged.destination", topic)));
    }

    private static boolean isStreaming(Servers servers, String slot) throws SQLException {
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                Statement statement = connection.createStatement();
                ResultSet active = statement.executeQuery(
                        "select active from pg_replication_slots where slot_name = '" + slot + "'")) {
            return active.next() && active.getBoolean(1);
        }
    }

    /** Returns the directory of the built plugin. */
    private static Path plugins() {
        Path plugins = Path.of(
                        System.getProperty("outbox.root", ""), "outbox-connect", "target", "outbox-connect-plugin")
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(plugins)) {
            throw new IllegalStateException(
                    plugins + " does not exist; to build it and measure: ./outbox bench connect");
        }
        return plugins;
    }
}
