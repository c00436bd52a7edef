package com.everyoneslecture.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A system that {@code ./outbox up} runs, on free ports and with its data in a separate directory, so that it does not meet a system that a
 * developer runs.
 */
final class Launcher implements AutoCloseable {

    private static final long UP_PATIENCE_SECONDS = 240;
    private static final long COMMAND_PATIENCE_SECONDS = 120;
    private static final List<String> COMPONENTS = List.of(
            "category-db", "lecture-db", "kafka", "category-app", "outbox-relay", "lecture-projector", "console");

    private static final Path ROOT =
            Path.of(System.getProperty("repository.root")).toAbsolutePath().normalize();

    private final Path home;
    private final Process up;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> printed = new ArrayList<>();
    private final Map<String, Integer> ports = new HashMap<>();

    private Launcher(Path home) throws IOException {
        this.home = home;
        List<String> command = new ArrayList<>(List.of(script(), "up"));
        COMPONENTS.forEach(component -> command.add("--port-" + component + "=0"));
        up = process(command).redirectErrorStream(true).start();
        Thread reader = new Thread(() -> read(up), "up");
        reader.setDaemon(true);
        reader.start();
    }

    /** Returns the path of the launcher. */
    static String script() {
        return ROOT.resolve("outbox").toString();
    }

    /** Starts the system. Returns when it reports that it is ready. */
    static Launcher up() throws Exception {
        Launcher launcher = new Launcher(Files.createTempDirectory("outbox-chaos"));
        try {
            launcher.awaitLine("ready");
            for (JsonNode component : launcher.status().get("components")) {
                launcher.ports.put(
                        component.get("name").asString(), component.get("port").asInt());
            }
            return launcher;
        } catch (Throwable failure) {
            launcher.close();
            throw failure;
        }
    }

    /** Returns the next line of {@code up} with this beginning; skips the lines before it. */
    String awaitLine(String beginning) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(UP_PATIENCE_SECONDS);
        while (true) {
            String line = lines.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(line)
                    .as("a line that begins '%s' after %s", beginning, printed)
                    .isNotNull();
            printed.add(line);
            if (line.startsWith(beginning)) {
                return line;
            }
        }
    }

    /** Runs a command, which must succeed, and returns its output. */
    String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("outbox-chaos", ".out");
        Process process = process(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(COMMAND_PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            String text = Files.readString(output, UTF_8);
            assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    JsonNode status() throws Exception {
        return new JsonMapper().readTree(run("status", "--json"));
    }

    String url(String component) {
        return "http://127.0.0.1:" + port(component);
    }

    /** Ends {@code up} by SIGTERM and returns its exit status. */
    int terminate() throws InterruptedException {
        up.destroy();
        assertThat(up.waitFor(COMMAND_PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("up ends")
                .isTrue();
        return up.exitValue();
    }

    /** Returns the processes of the system that are still running. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        try {
            terminate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            up.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(Launcher::delete);
        }
    }

    private int port(String component) {
        return Objects.requireNonNull(ports.get(component), component);
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        // Started from another directory, and in a locale without Korean: neither may matter.
        builder.directory(home.toFile());
        builder.environment().put("OUTBOX_HOME", home.toString());
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private void read(Process process) {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
