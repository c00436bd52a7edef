package com.everyoneslecture.chaos.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The programs {@code docker} and Compose. Compose is version 2, a command of {@code docker}, or otherwise {@code docker-compose}. Any
 * thread may call it.
 */
final class Docker {

    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final int LINES_OF_FAILURE = 20;
    private static final List<Integer> INTERRUPTED_AT_THE_TERMINAL = List.of(130, 143);

    private final List<String> compose;
    private final Map<String, String> environment;

    private Docker(List<String> compose, Map<String, String> environment) {
        this.compose = List.copyOf(compose);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Returns the programs for one project.
     *
     * @param environment the environment that provides the file's variables
     * @throws IllegalStateException if there is no engine, or no Compose
     */
    static Docker of(String project, Path composeFile, Map<String, String> environment) throws InterruptedException {
        Docker plain = new Docker(List.of(), Map.of());
        plain.require(List.of("docker", "info"), "no Docker engine is reachable: start Docker, or use --on local");
        List<String> compose = plain.succeeds(List.of("docker", "compose", "version"))
                ? List.of("docker", "compose")
                : List.of("docker-compose");
        plain.require(
                with(compose, "version"),
                "there is neither 'docker compose' nor 'docker-compose': install one, or use --on local");
        return new Docker(with(compose, "-f", composeFile.toString(), "-p", project), environment);
    }

    /** Runs {@code docker}, and returns its output. */
    String docker(String... arguments) throws InterruptedException {
        return run(with(List.of("docker"), arguments));
    }

    /** Runs Compose on the project, and returns its output. */
    String compose(String... arguments) throws InterruptedException {
        return run(with(compose, arguments));
    }

    /** Runs Compose on the project; its output goes to the file. */
    void composeTo(Path file, String... arguments) throws InterruptedException {
        execute(with(compose, arguments), file);
    }

    private void require(List<String> command, String otherwise) throws InterruptedException {
        if (!succeeds(command)) {
            throw new IllegalStateException(otherwise);
        }
    }

    private boolean succeeds(List<String> command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IllegalStateException | UncheckedIOException e) {
            return false;
        }
    }

    private String run(List<String> command) throws InterruptedException {
        Path output = temporary();
        try {
            execute(command, output);
            return text(output).strip();
        } finally {
            delete(output);
        }
    }

    private void execute(List<String> command, Path output) throws InterruptedException {
        Path errors = temporary();
        try {
            int status = statusOf(command, output, errors);
            if (INTERRUPTED_AT_THE_TERMINAL.contains(status)) {
                // Ctrl-C reaches not only this JVM, which is about to restore everything, but also its children.
                status = statusOf(command, output, errors);
            }
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + end(text(errors)));
            }
        } finally {
            delete(errors);
        }
    }

    private int statusOf(List<String> command, Path output, Path errors) throws InterruptedException {
        Process process = start(command, output, errors);
        try {
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        String.join(" ", command) + " did not end within " + BOUND.toMinutes() + " min");
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(List<String> command, Path output, Path errors) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String end(String text) {
        List<String> lines = text.strip().lines().toList();
        return String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES_OF_FAILURE), lines.size()));
    }

    private static List<String> with(List<String> command, String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return all;
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("outbox-docker", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
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
