package com.everyoneslecture.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.localstack.standin.StandInService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program, with stand-ins for the services and everything else real. At the end it ends each `up`.
 *
 * <p>{@code up}, {@code logs} and the commands that are other programs run in their own JVMs. All others run in the JVM of the test,
 * because starting a JVM costs a hundred times as much as such a command.
 */
final class Program implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    // As if the script had built for that long.
    private static final Duration BEFORE_THE_JVM = Duration.ofSeconds(5_000);
    private static final Set<String> IN_OWN_JVM = Set.of("up", "logs", "verify", "doctor", "replay", "adopt");

    private final Path root;
    private final List<Process> ups = new ArrayList<>();

    /** The output of an invocation. */
    record Ended(int status, String out, String err) {}

    Program(Path root) throws IOException {
        this.root = root;
        for (String service : List.of("category-app", "outbox-relay", "lecture-projector", "tools/console")) {
            Path module = root.resolve(service);
            StandInService.jar(module.resolve("target").resolve(module.getFileName() + "-exec.jar"));
        }
    }

    Path home() {
        return root.resolve(".outbox");
    }

    /** Starts {@code up} on free ports. Its output goes to {@link #printed}. */
    Process up(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("up"));
        for (String name : List.of(
                "category-db", "lecture-db", "kafka", "category-app", "outbox-relay", "lecture-projector", "console")) {
            arguments.add("--port-" + name + "=0");
        }
        arguments.addAll(List.of(options));
        Process up = builder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(printed().toFile())
                .start();
        ups.add(up);
        return up;
    }

    /** Returns when {@code up} has printed the text. */
    void awaitPrinted(String text) {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .untilAsserted(() -> assertThat(Files.readString(printed())).contains(text));
    }

    /** Returns the output of {@code status --json}. */
    JsonNode status() throws IOException, InterruptedException {
        return new JsonMapper().readTree(run("", "status", "--json").out());
    }

    /** Returns the status of a component. */
    JsonNode component(String name) throws IOException, InterruptedException {
        for (JsonNode component : status().path("components")) {
            if (component.path("name").asString().equals(name)) {
                return component;
            }
        }
        throw new AssertionError("there is no " + name);
    }

    @Override
    public void close() {
        for (Process up : ups) {
            up.destroy();
            assertThat(up.onExit()).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
        }
    }

    Path printed() {
        return root.resolve("printed");
    }

    /** Runs a command to its end, with this text as its standard input. */
    Ended run(String input, String... arguments) throws IOException, InterruptedException {
        boolean inOwnJvm =
                arguments.length > 0 && (arguments[0].startsWith("kafka-") || IN_OWN_JVM.contains(arguments[0]));
        return inOwnJvm ? runInOwnJvm(input, arguments) : runHere(arguments);
    }

    private Ended runHere(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        System.setProperty("outbox.root", root.toString());
        System.setProperty("outbox.home", home().toString());
        try {
            int status = Outbox.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                    .execute(arguments);
            return new Ended(status, out.toString(), err.toString());
        } finally {
            System.clearProperty("outbox.root");
            System.clearProperty("outbox.home");
        }
    }

    private Ended runInOwnJvm(String input, String... arguments) throws IOException, InterruptedException {
        Path err = root.resolve("err");
        Process process =
                builder(List.of(arguments)).redirectError(err.toFile()).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(err));
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dlogback.configurationFile=com/everyoneslecture/localstack/cli-logback.xml",
                "-Doutbox.root=" + root,
                "-Doutbox.home=" + home(),
                "-Doutbox.begun=" + (System.currentTimeMillis() - BEFORE_THE_JVM.toMillis()),
                "-cp",
                System.getProperty("java.class.path"),
                Outbox.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
