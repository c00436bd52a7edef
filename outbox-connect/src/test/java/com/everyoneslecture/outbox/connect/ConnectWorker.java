package com.everyoneslecture.outbox.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.localstack.process.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A distributed worker of Kafka Connect in a separate process, with the plugin as it is packaged. Workers of the same group and
 * brokers are a cluster. Used by one thread.
 */
final class ConnectWorker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    static final Path LIBRARIES = Path.of("../tools/connect-worker/target/lib");
    static final Path PLUGINS = Path.of("target/outbox-connect-plugin");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;
    private final Path log;

    private ConnectWorker(int port, Process process, Path log) {
        this.port = port;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a worker, and returns before it is ready.
     *
     * @param own additional settings
     */
    static ConnectWorker start(String group, String bootstrapServers, Map<String, String> own) throws IOException {
        return start(group, bootstrapServers, own, List.of());
    }

    /**
     * Starts a worker, and returns before it is ready.
     *
     * @param own additional settings
     * @param jvmOptions additional options of the JVM
     */
    static ConnectWorker start(String group, String bootstrapServers, Map<String, String> own, List<String> jvmOptions)
            throws IOException {
        int port = FreePort.any();
        // In the build's directory, so that the log is available after a failure.
        Path directory =
                Files.createTempDirectory(Path.of("target"), "connect-worker").toAbsolutePath();
        Path properties = directory.resolve("worker.properties");
        Path log = directory.resolve("worker.log");
        Path logging = directory.resolve("log4j2.properties");
        try (var out = Files.newBufferedWriter(properties)) {
            Properties worker = properties(group, bootstrapServers, port);
            worker.putAll(own);
            worker.store(out, null);
        }
        Files.writeString(logging, """
                rootLogger.level = info
                rootLogger.appenderRefs = stdout
                rootLogger.appenderRef.stdout.ref = STDOUT
                appender.console.type = Console
                appender.console.name = STDOUT
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d %p %c - %m%n
                """);
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=" + logging,
                "-cp",
                LIBRARIES.toAbsolutePath().normalize() + File.separator + "*",
                "org.apache.kafka.connect.cli.ConnectDistributed",
                properties.toString()));
        command.addAll(1, jvmOptions);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new ConnectWorker(port, process, log);
    }

    private static Properties properties(String group, String bootstrapServers, int port) {
        Properties worker = new Properties();
        worker.putAll(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "exactly.once.source.support",
                "enabled",
                "plugin.path",
                PLUGINS.toAbsolutePath().normalize().toString(),
                "plugin.discovery",
                "service_load",
                "listeners",
                "http://127.0.0.1:" + port,
                "key.converter",
                "org.apache.kafka.connect.converters.ByteArrayConverter",
                "value.converter",
                "org.apache.kafka.connect.converters.ByteArrayConverter"));
        worker.putAll(Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "500"));
        worker.putAll(Map.of("scheduled.rebalance.max.delay.ms", "0", "offset.storage.partitions", "1"));
        for (String storage : List.of("config", "offset", "status")) {
            worker.put(storage + ".storage.topic", group + "-" + storage);
            worker.put(storage + ".storage.replication.factor", "1");
        }
        return worker;
    }

    /** Returns when it serves. */
    ConnectWorker awaitServing() {
        Awaitility.await("the worker")
                .atMost(PATIENCE)
                .failFast("the worker has ended: " + log, () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> get("/connectors").statusCode() == 200);
        return this;
    }

    /** Creates or alters a connector, and returns the answer. */
    HttpResponse<String> put(String connector, Map<String, String> configuration) throws Exception {
        return send(request("/connectors/" + connector + "/config")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json(configuration)))
                .build());
    }

    /** Creates a connector, as soon as the cluster lets it. */
    void create(String connector, Map<String, String> configuration) {
        Awaitility.await("connector " + connector)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    HttpResponse<String> answer = put(connector, configuration);
                    if (answer.statusCode() == 400) {
                        throw new AssertionError(answer.body());
                    }
                    return answer.statusCode() < 300;
                });
    }

    /** Returns the answer to a request without a body: PUT /connectors/x/pause. */
    HttpResponse<String> send(String method, String path) throws Exception {
        return send(request(path).method(method, BodyPublishers.noBody()).build());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    /** Returns when the task of a connector is in a state. */
    void awaitTask(String connector, String state) {
        Awaitility.await("task of " + connector + " " + state)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get("/connectors/" + connector + "/tasks/0/status")
                        .body()
                        .contains("\"state\":\"" + state + "\""));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns when it has reached its crash point. */
    void awaitCrash() {
        Awaitility.await("the crash point, log " + log).atMost(PATIENCE).until(() -> !process.isAlive());
        if (process.exitValue() != CrashPoint.EXIT_STATUS) {
            throw new AssertionError("the worker has ended with " + process.exitValue() + ": " + log);
        }
    }

    String log() throws IOException {
        return Files.readString(log, UTF_8);
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends SIGSTOP: it does nothing, and its connections stay. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    void wake() throws IOException, InterruptedException {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " ended with exit status " + status);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static String json(Map<String, String> configuration) {
        return new LinkedHashMap<>(configuration)
                .entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ":" + quoted(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
