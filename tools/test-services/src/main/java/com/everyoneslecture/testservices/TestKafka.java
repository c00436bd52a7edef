package com.everyoneslecture.testservices;

import java.util.Map;

/** A Kafka broker. It creates no topics automatically. */
public final class TestKafka implements AutoCloseable {

    private final TestServer server;

    private TestKafka(TestServer server) {
        this.server = server;
    }

    /** Returns the broker of this JVM, started at the first call. A test that breaks a broker must start its own. */
    public static TestKafka shared() {
        Services.ofThisJvm();
        return Shared.INSTANCE;
    }

    /** Starts a broker for the caller only. */
    public static TestKafka start() {
        return start(Map.of());
    }

    /** Starts a broker for the caller only, with these further properties. */
    public static TestKafka start(Map<String, String> properties) {
        return start(Services.ofThisJvm(), properties);
    }

    /** Starts a broker for the caller only that is a process of this machine, whatever was chosen: for tests without containers. */
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

    /** Returns the server, which can be stopped, killed, paused, and restarted on the same port. */
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
