package com.everyoneslecture.testservices;

import java.util.Map;

/** A Kafka broker. Topics are not created by mere use. */
public final class TestKafka implements AutoCloseable {

    private final TestServer server;

    private TestKafka(TestServer server) {
        this.server = server;
    }

    /** The broker of this JVM, started at the first call. Break one of your own, not this one. */
    public static TestKafka shared() {
        Services.ofThisJvm();
        return Shared.INSTANCE;
    }

    /** A broker of the caller's own. */
    public static TestKafka start() {
        return start(Map.of());
    }

    /** A broker of the caller's own, with these properties in addition. */
    public static TestKafka start(Map<String, String> properties) {
        return start(Services.ofThisJvm(), properties);
    }

    /** A broker of the caller's own that is a process of this machine, whatever was chosen: for tests without containers. */
    public static TestKafka embedded() {
        return start(Services.EMBEDDED, Map.of());
    }

    private static TestKafka start(Services services, Map<String, String> properties) {
        TestKafka kafka = new TestKafka(
                switch (services) {
                    case CONTAINERS -> ContainerServers.kafka(properties);
                    case EMBEDDED -> EmbeddedServer.kafka(properties);
                });
        try {
            kafka.server.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was starting", e);
        }
        return kafka;
    }

    /** To be stopped, killed, paused, and started again on the same port. */
    public TestServer server() {
        return server;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + server.port();
    }

    /** Ends the broker and deletes its data. */
    @Override
    public void close() {
        try {
            server.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }

    private static final class Shared {
        static final TestKafka INSTANCE = start();
    }
}
