package com.everyoneslecture.benchmarks.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.localstack.JavaProgram;
import com.everyoneslecture.localstack.process.LogFile;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import com.everyoneslecture.localstack.process.ProcessTree;
import com.everyoneslecture.localstack.process.Signal;
import com.everyoneslecture.localstack.stack.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** A started JVM, which ends at the latest with this one's {@link Servers}. Any thread may read its state and end it. */
public final class JavaProcess implements AutoCloseable {

    private static final Set<JavaProcess> ALL = ConcurrentHashMap.newKeySet();
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);
    private static final int TAIL_LINES = 30;
    private static final Pattern ERROR = Pattern.compile("ERROR|Exception");

    private final String name;
    private final Process process;
    private final LogFile log;
    private volatile Usage last = Usage.NONE;

    private JavaProcess(String name, Process process, LogFile log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code java} with the arguments, the environment of this process, and the given variables.
     *
     * @param directory its working directory and temporary directory; its output goes to {@code <name>.log} there, its id to {@code <name>.pid}
     * @param arguments the arguments after {@code java}: options, then {@code -jar} or a class, then its own
     */
    public static JavaProcess start(
            String name, Path directory, Map<String, String> environment, List<String> arguments) throws IOException {
        String file = name.replaceAll("[^A-Za-z0-9]+", "-");
        Path log = directory.resolve(file + ".log");
        List<String> command = new ArrayList<>(List.of(JavaProgram.path()));
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        JavaProcess started = new JavaProcess(name, builder.start(), new LogFile(log));
        ALL.add(started);
        Optional<ProcessIdentity> identity = ProcessIdentity.of(started.process.toHandle());
        if (identity.isPresent()) {
            identity.get().write(directory.resolve(file + ".pid"));
        }
        return started;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Does nothing while it is running.
     *
     * @throws IllegalStateException with the end of its log if it has ended
     */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "%s ended with exit status %s; the first error in its log:%n%s%nand the end of it:%n%s"
                            .formatted(name, process.exitValue(), firstError(), tail()));
        }
    }

    /** Returns the last lines of its output. */
    public String tail() {
        return String.join("\n", log.tail(TAIL_LINES));
    }

    /** Returns the usage since its start; after its end, that of the last call. */
    public Usage usage() {
        long peak = peakMemoryBytes();
        process.toHandle()
                .info()
                .totalCpuDuration()
                .filter(cpu -> process.isAlive())
                .ifPresent(cpu -> {
                    last = new Usage(cpu.toNanos() / 1e9, Math.max(peak, last.peakMemoryBytes()));
                });
        return last;
    }

    /** Sends SIGKILL; returns when it has ended. */
    public void kill() throws InterruptedException {
        new ProcessTree(process.toHandle()).kill();
        process.waitFor();
        ALL.remove(this);
    }

    /** Stops it gracefully; kills it after 20 s. */
    public void stop() throws InterruptedException {
        if (!new ProcessTree(process.toHandle()).end(Signal.TERM, STOP_BOUND)) {
            kill();
        }
        ALL.remove(this);
    }

    /** Stops it if it is still running. */
    @Override
    public void close() {
        usage();
        try {
            stop();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String firstError() {
        try (var lines = Files.lines(log.path(), UTF_8)) {
            return lines.filter(line -> ERROR.matcher(line).find()).findFirst().orElse("none");
        } catch (IOException | UncheckedIOException e) {
            return "cannot be read: " + e.getMessage();
        }
    }

    /** Kills all, even if one of them fails. */
    static void killAll() throws InterruptedException {
        Parallel.run(List.copyOf(ALL), JavaProcess::kill);
    }

    private long peakMemoryBytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
