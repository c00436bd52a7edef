package com.everyoneslecture.testservers;

import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.ServiceServer;
import com.everyoneslecture.localstack.ServiceSettings;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The running servers of one test. Used by one thread, except that a shutdown hook may close them. */
final class Servers implements AutoCloseable {

    private static final List<String> RELAY_JVM = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true");

    private final Database database;
    private final String bootstrapServers;
    private final String slot;
    private final @Nullable ServiceServer relay;
    private final boolean ownServer;
    private final Path directory;

    private Servers(
            Database database,
            String bootstrapServers,
            String slot,
            @Nullable ServiceServer relay,
            boolean ownServer,
            Path directory) {
        this.database = database;
        this.bootstrapServers = bootstrapServers;
        this.slot = slot;
        this.relay = relay;
        this.ownServer = ownServer;
        this.directory = directory;
    }

    /**
     * Starts the servers that the caller does not provide, and the relay. They end with this JVM.
     *
     * @param directory the directory of the program's files, deleted at the end
     */
    static Servers start(Request request, Path directory) throws SQLException, InterruptedException {
        String kafka = request.bootstrapServers();
        CompletableFuture<String> brokers = kafka == null
                ? CompletableFuture.supplyAsync(() -> TestKafka.start().bootstrapServers())
                : CompletableFuture.completedFuture(kafka);
        Request.@Nullable OwnDatabase own = request.database();
        Database database = own == null
                ? Database.create(TestPostgres.start(), request.outbox())
                : Database.of(own, request.outbox());
        if (!request.scripts().isBlank()) {
            database.execute(request.scripts());
        }
        String bootstrapServers = brokers.join();
        // Also names the relay's transactions and its ledger, so that relays of several tests can share brokers.
        String slot = "outbox_test_" + UUID.randomUUID().toString().replace('-', '_');
        Path jar = request.relayJar();
        ServiceServer relay = jar == null
                ? null
                : new ServiceServer(new ServiceSettings(
                        "outbox-relay",
                        ServerFiles.under(directory.resolve("relay")),
                        0,
                        jar,
                        RELAY_JVM,
                        environment(request, database, bootstrapServers, slot)));
        Servers servers = new Servers(database, bootstrapServers, slot, relay, own == null, directory);
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "relay-end"));
        if (relay != null) {
            relay.start();
        }
        return servers;
    }

    /** Returns the data with which the caller connects. */
    Properties answer() {
        Properties answer = new Properties();
        answer.setProperty("url", database.url());
        answer.setProperty("administrator", database.administrator().user());
        answer.setProperty("administratorPassword", database.administrator().password());
        answer.setProperty("writer", database.writer().user());
        answer.setProperty("writerPassword", database.writer().password());
        answer.setProperty("kafka", bootstrapServers);
        if (relay != null) {
            answer.setProperty("relayPort", Integer.toString(relay.port()));
        }
        return answer;
    }

    /**
     * Ends the relay, drops its slot from a database of the caller, and deletes the files. The other servers end with this JVM.
     */
    @Override
    public void close() {
        try {
            if (relay != null) {
                end(relay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            System.err.println("The slot " + slot + " stays: " + e.getMessage());
        }
        Directories.delete(directory);
    }

    /** Kills the relay if the database ends with it; otherwise stops it and drops the slot. */
    private void end(ServiceServer running) throws SQLException, InterruptedException {
        if (ownServer) {
            running.kill();
        } else {
            running.stop();
            database.dropSlot(slot);
        }
    }

    private static Map<String, String> environment(
            Request request, Database database, String bootstrapServers, String slot) {
        Map<String, String> environment = new HashMap<>();
        environment.put("RELAY_CAPTURE_CONNECTOR", "wal");
        environment.putAll(request.relay());
        environment.put("RELAY_DATABASE_URL", database.url());
        environment.put("RELAY_DATABASE_USERNAME", database.relay().user());
        environment.put("RELAY_DATABASE_PASSWORD", database.relay().password());
        environment.put("RELAY_SLOT_NAME", slot);
        environment.put("RELAY_SLOT_TABLE", request.outbox().names().qualified());
        environment.put("RELAY_SLOT_PUBLICATION", request.outbox().publication());
        environment.put("RELAY_KAFKA_BOOTSTRAPSERVERS", bootstrapServers);
        return environment;
    }
}
