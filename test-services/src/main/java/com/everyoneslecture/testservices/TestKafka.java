package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.ServerFiles;
import java.nio.file.Path;
import java.util.Map;

/** A Kafka broker. Topics are not created by mere use. */
public final class TestKafka implements AutoCloseable {

    private final Path directory;
    private final KafkaServer server;

    private TestKafka(Map<String, String> properties) {
        directory = RunDirectory.ofThisJvm().create("kafka");
        server = new KafkaServer(new KafkaSettings("kafka", ServerFiles.under(directory), 0, properties));
        RunDirectory.ofThisJvm().killAtExit(server);
    }

    /** The broker of this JVM, started at the first call. Break one of your own, not this one. */
    public static TestKafka shared() {
        return Shared.INSTANCE;
    }

    /** A broker of the caller's own. */
    public static TestKafka start() {
        return start(Map.of());
    }

    /** A broker of the caller's own, with these properties in addition. */
    public static TestKafka start(Map<String, String> properties) {
        TestKafka kafka = new TestKafka(properties);
        try {
            kafka.server.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was starting", e);
        }
        return kafka;
    }

    /** To be stopped, killed, paused, and started again on the same port. */
    public KafkaServer server() {
        return server;
    }

    public String bootstrapServers() {
        return server.bootstrapServers();
    }

    /** Ends the broker and deletes its data. */
    @Override
    public void close() {
        try {
            server.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RunDirectory.ofThisJvm().delete(directory);
    }

    private static final class Shared {
        static final TestKafka INSTANCE = start();
    }
}
