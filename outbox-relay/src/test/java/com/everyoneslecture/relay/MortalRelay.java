package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A relay in a separate process, which dies or freezes at a chosen point or on request. */
public final class MortalRelay implements AutoCloseable {

    private static final String FREEZES = "FREEZES";

    private final Process process;
    private final Path log;
    private final Path woken;

    private MortalRelay(Process process, Path log, Path woken) {
        this.process = process;
        this.log = log;
        this.woken = woken;
    }

    static MortalRelay thatDies(CrashPoint point, int transaction, TestDatabase database, String bootstrapServers)
            throws IOException {
        return start(database, bootstrapServers, point.name(), String.valueOf(transaction));
    }

    static MortalRelay thatLives(TestDatabase database, String bootstrapServers) throws IOException {
        return start(database, bootstrapServers, "", "0");
    }

    /**
     * Starts a relay that stops itself when the brokers have every record of the transaction with this number, and no commit.
     */
    static MortalRelay thatFreezes(int transaction, TestDatabase database, String bootstrapServers) throws IOException {
        return start(database, bootstrapServers, FREEZES, String.valueOf(transaction));
    }

    private static MortalRelay start(TestDatabase database, String bootstrapServers, String point, String transaction)
            throws IOException {
        Path log = Files.createTempFile("relay", ".log");
        log.toFile().deleteOnExit();
        Path woken = log.resolveSibling(log.getFileName() + ".woken");
        woken.toFile().deleteOnExit();
        List<String> command = List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MortalRelay.class.getName(),
                database.jdbcUrl(),
                database.name(),
                database.password("outbox_relay"),
                bootstrapServers,
                point,
                transaction,
                woken.toString());
        return new MortalRelay(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log,
                woken);
    }

    /** The process. */
    ProcessHandle process() {
        return process.toHandle();
    }

    /** Returns whether it is stopped, and not dead. */
    boolean frozen() throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", String.valueOf(process.pid())).start();
        try (BufferedReader answer = ps.inputReader(UTF_8)) {
            String state = answer.readLine();
            return state != null && state.strip().startsWith("T");
        }
    }

    /** Stops it, wherever it is. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP", process.pid());
    }

    /** Continues it. */
    void wake() throws IOException, InterruptedException {
        Files.writeString(woken, "");
        signal("CONT", process.pid());
    }

    /** Returns its log so far. */
    String log() throws IOException {
        return Files.readString(log, UTF_8);
    }

    void awaitDeath() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("the relay does not come to its crash point");
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " ended with exit status " + status);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** Runs until it dies. */
    public static void main(String[] arguments) throws InterruptedException {
        RelayProperties properties = RelayFixture.properties(
                arguments[0], arguments[1], arguments[2], arguments[3], acknowledgeInterval(arguments[4]));
        ProducerFactory producers = producers(arguments[4], Integer.parseInt(arguments[5]), Path.of(arguments[6]));
        new RelayFixture(properties, new StateLog(), producers).start();
        new CountDownLatch(1).await();
    }

    /** Returns an interval so long that a relay that is to die before the acknowledgement does not send it. */
    private static Duration acknowledgeInterval(String point) {
        return point.equals(CrashPoint.BEFORE_SLOT_FLUSH.name()) ? Duration.ofMinutes(1) : Duration.ofMillis(50);
    }

    private static ProducerFactory producers(String point, int transaction, Path woken) {
        return switch (point) {
            case "" -> ProducerFactory.KAFKA;
            case FREEZES ->
                InterceptedProducer.beforeCommit(number -> {
                    if (number == transaction) {
                        freezeUntil(woken);
                    }
                });
            default -> CrashPoint.valueOf(point).in(transaction);
        };
    }

    /**
     * Stops the process here. A process stops some time after the signal, and its threads run until then, so this
     * one waits.
     */
    private static void freezeUntil(Path woken) throws IOException, InterruptedException {
        signal("STOP", ProcessHandle.current().pid());
        while (!Files.exists(woken)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
