package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.localstack.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the relay's executable jar, with what it prints in a file. It is ended with this object. */
record RelayJar(Process process, Path output) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Starts the jar.
     *
     * @param directory where its output is written
     * @param prefix a command that runs its arguments; empty for none
     * @param options of the JVM
     */
    static RelayJar start(
            Path directory,
            List<String> prefix,
            List<String> options,
            Map<String, String> environment,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                JavaProgram.path(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(List.of(
                "-jar", Path.of("target/outbox-relay-exec.jar").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "relay", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new RelayJar(builder.start(), output);
    }

    String printed() {
        try {
            return Files.readString(output, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end, and returns what was printed. */
    String ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program does not end:\n" + printed());
        }
        return printed();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
