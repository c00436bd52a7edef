package com.everyoneslecture.benchmarks.start;

import com.everyoneslecture.benchmarks.contender.ServiceJars;
import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.ServersDirectory;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.StackLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code outbox up} as a process, on free ports, in its own home that is kept from start to start. */
final class Up implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(15);
    private static final int ARCHIVES = 5;
    private static final int POLL_MILLIS = 20;

    private final ServersDirectory directory = ServersDirectory.make();
    private volatile @Nullable JavaProcess running;
    private final StackLayout layout = new StackLayout(directory.resolve("home"), directory.resolve("root"));

    Up() throws IOException {
        directory.killBy(this::kill);
        ServiceJars.linkInto(layout);
    }

    /** Starts everything for the first time, waits until all archives are built, and stops everything. */
    void first() throws IOException, InterruptedException {
        try (JavaProcess up = start(Way.WITH)) {
            awaitReady(up);
            await(up, () -> archives() >= ARCHIVES);
        }
    }

    /** Starts and stops everything. Returns the seconds from the start of the process to its line {@code ready}. */
    double seconds(Way way) throws IOException, InterruptedException {
        Files.deleteIfExists(log());
        long began = System.nanoTime();
        try (JavaProcess up = start(way)) {
            awaitReady(up);
            return (System.nanoTime() - began) / 1e9;
        }
    }

    @Override
    public void close() {
        directory.close();
    }

    private JavaProcess start(Way way) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dfile.encoding=UTF-8",
                "-Doutbox.root=" + layout.root(),
                "-Doutbox.home=" + layout.home(),
                "-Dlogback.configurationFile=com/everyoneslecture/localstack/cli-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "com.everyoneslecture.localstack.cli.Outbox",
                "up"));
        for (ComponentName name : ComponentName.pipeline()) {
            arguments.add(name.portOption() + "=0");
        }
        arguments.add(ComponentName.CONSOLE.portOption() + "=0");
        JavaProcess up = JavaProcess.start(
                "up",
                Files.createDirectories(directory.resolve("up")),
                Map.of("OUTBOX_CLASS_ARCHIVES", way == Way.WITH ? "on" : "off"),
                arguments);
        running = up;
        return up;
    }

    private Path log() {
        return directory.resolve("up").resolve("up.log");
    }

    private void awaitReady(JavaProcess up) throws IOException, InterruptedException {
        await(up, () -> Files.readString(log()).contains("\nready after"));
    }

    private static void await(JavaProcess up, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.holds()) {
            up.requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("not ready after " + BOUND.toMinutes() + " min:\n" + up.tail());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private long archives() throws IOException {
        try (Stream<Path> files = Files.walk(layout.archives(), 2)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).count();
        }
    }

    private void kill() throws InterruptedException {
        JavaProcess up = running;
        if (up != null) {
            up.kill();
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }
}
