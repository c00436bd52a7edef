package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.cli.Outbox;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./outbox up} in a separate process, on free ports, in its own home, with all components that it starts. */
public final class RunningOutbox implements AutoCloseable {

    private static final List<String> COMPONENTS = List.of(
            "category-db", "lecture-db", "kafka", "category-app", "outbox-relay", "lecture-projector", "console");
    private static final Duration START = Duration.ofMinutes(3);

    private static @Nullable RunningOutbox shared;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path home;
    private final Process up;
    private final URI console;
    private final int lecturePort;
    private final int kafkaPort;
    private final String token;
    private final Map<String, String> variables;

    private RunningOutbox(Path home, Process up, Map<String, String> variables)
            throws IOException, InterruptedException {
        this.home = home;
        this.up = up;
        this.variables = variables;
        awaitReady();
        JsonNode run = JsonMapper.shared().readTree(Files.readString(home.resolve("run.json")));
        this.console = URI.create("http://127.0.0.1:" + run.at("/ports/console").asInt());
        this.lecturePort = run.at("/ports/lecture-db").asInt();
        this.kafkaPort = run.at("/ports/kafka").asInt();
        this.token = get("/api/session").at("/token").asString();
    }

    /** Returns the system in demonstration mode that all tests of this JVM share; each test leaves it healthy. It ends with the JVM. */
    public static synchronized RunningOutbox shared() throws IOException, InterruptedException {
        RunningOutbox running = shared;
        if (running == null) {
            RunningOutbox started = start("--demonstration");
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started;
            return started;
        }
        return running;
    }

    /** Starts the system. Returns when it is ready. */
    public static RunningOutbox start(String... options) throws IOException, InterruptedException {
        return start(Map.of(), options);
    }

    /** Starts the system with these variables, which all its processes and every other command also have. Returns when it is ready. */
    static RunningOutbox start(Map<String, String> variables, String... options)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("outbox console ");
        List<String> command = command(home, "up");
        COMPONENTS.forEach(component -> command.add("--port-" + component + "=0"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("printed").toFile());
        // Archives would take longer to create than they save in a system that starts once.
        builder.environment().put("OUTBOX_CLASS_ARCHIVES", "off");
        builder.environment().putAll(variables);
        Process up = builder.start();
        try {
            return new RunningOutbox(home, up, variables);
        } catch (RuntimeException | Error e) {
            up.destroy();
            throw e;
        }
    }

    /** Runs another command of the program beside this one, and returns its output; its status is the last line. */
    public String outbox(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(home, arguments)).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process command = builder.start();
        String printed = new String(command.getInputStream().readAllBytes(), UTF_8);
        return printed + "exit status " + command.waitFor();
    }

    private static List<String> command(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Dlogback.configurationFile=com/everyoneslecture/localstack/cli-logback.xml",
                "-Doutbox.root="
                        + Path.of(System.getProperty("repository.root", ".."))
                                .toAbsolutePath()
                                .normalize(),
                "-Doutbox.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Outbox.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the port of a component. */
    public int port(String component) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(home.resolve("run.json")))
                .at("/ports/" + component)
                .asInt();
    }

    /** Returns the console's address. */
    public URI console() {
        return console;
    }

    /** Returns the console's answer. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(send(HttpRequest.newBuilder(console.resolve(path)).GET())
                        .body());
    }

    /** Sends a change with the token, and returns the console's answer. */
    public HttpResponse<String> send(String method, String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(console.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-Console-Token", token)
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Sends a request and returns the answer. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofMinutes(3)).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    /** Returns the log of a component. */
    List<String> log(String component) throws IOException {
        return Files.readAllLines(home.resolve("logs").resolve(component + ".log"), UTF_8);
    }

    /** Returns the broker's address. */
    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** Connects to the lecture database as its superuser, which may break it. */
    public Connection lectureDatabase() throws SQLException {
        String password = Secrets.at(home.resolve("secrets.properties")).superuser(ComponentName.LECTURE_DB);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + lecturePort + "/lecture", PostgresServer.SUPERUSER, password);
    }

    @Override
    public void close() {
        up.destroy();
        try {
            if (!up.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("`up` does not end:\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Directories.delete(home);
    }

    private void awaitReady() {
        Awaitility.await("ready")
                .atMost(START)
                .until(() -> !up.isAlive() || printed().lines().anyMatch(line -> line.startsWith("ready")));
        if (!up.isAlive()) {
            throw new IllegalStateException("`up` has ended:\n" + printed());
        }
    }

    private String printed() {
        try {
            return Files.readString(home.resolve("printed"), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
