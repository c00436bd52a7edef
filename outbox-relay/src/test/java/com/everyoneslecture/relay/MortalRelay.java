package com.everyoneslecture.relay;

import com.everyoneslecture.publish.ProducerFactory;
import com.everyoneslecture.testservices.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A relay in a process of its own, which dies at a chosen point, or when it is killed. */
public final class MortalRelay implements AutoCloseable {

    private final Process process;

    private MortalRelay(Process process) {
        this.process = process;
    }

    static MortalRelay thatDies(CrashPoint point, int transaction, TestDatabase database, String bootstrapServers)
            throws IOException {
        return start(database, bootstrapServers, point.name(), String.valueOf(transaction));
    }

    static MortalRelay thatLives(TestDatabase database, String bootstrapServers) throws IOException {
        return start(database, bootstrapServers, "", "0");
    }

    private static MortalRelay start(TestDatabase database, String bootstrapServers, String point, String transaction)
            throws IOException {
        List<String> command = List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                MortalRelay.class.getName(),
                database.jdbcUrl(),
                database.name(),
                database.password("outbox_relay"),
                bootstrapServers,
                point,
                transaction);
        return new MortalRelay(new ProcessBuilder(command).inheritIO().start());
    }

    /** The process. */
    ProcessHandle process() {
        return process.toHandle();
    }

    void awaitDeath() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("the relay does not come to its crash point");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
    }

    /** Runs until it dies. */
    public static void main(String[] arguments) throws InterruptedException {
        RelayProperties properties = RelayFixture.properties(arguments[0], arguments[1], arguments[2], arguments[3]);
        ProducerFactory producers = arguments[4].isEmpty()
                ? ProducerFactory.KAFKA
                : CrashPoint.valueOf(arguments[4]).in(Integer.parseInt(arguments[5]));
        new RelayFixture(properties, new StateLog(), producers).start();
        new CountDownLatch(1).await();
    }
}
