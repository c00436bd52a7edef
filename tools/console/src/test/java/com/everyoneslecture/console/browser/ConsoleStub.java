package com.everyoneslecture.console.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Serves the page and simulates the console's API with answers that a test chooses, so that each state of the pipeline can be shown. Sends
 * the chosen snapshot to every open stream each second, as the console does. Ends with the test.
 */
final class ConsoleStub implements AfterEachCallback, AutoCloseable {

    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Timer clock = new Timer(true);
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String flow = fixture("healthy.json");
    private volatile boolean speaking = true;
    private volatile String token = "";

    ConsoleStub(boolean demonstration) {
        startsAnew(demonstration, "t0ken");
        answers("/api/history", "{\"samples\":[],\"marks\":[]}");
        answers("/api/events", fixture("events.json"));
        answers("/api/components", fixture("components.json"));
        answers("/api/topics", "{\"topics\":[],\"leftOut\":0}");
        answers("/api/rebalances", "[]");
        answers("/api/demonstrations", "{\"demonstrations\":[],\"play\":null}");
        answers("/api/parked-keys", "[]");
        answers("/lecture/rebuilds", "{}");
        answers("/api/dead-letters", fixture("dead-letters.json"));
        answers("/api/findings", fixture("findings.json"));
        server = listening();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        clock.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        tell();
                    }
                },
                200,
                1_000);
    }

    static String fixture(String name) {
        try (InputStream file = ConsoleStub.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + name);
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Sets the snapshot that is sent from now on. */
    void shows(String fixture) {
        flow = fixture(fixture);
    }

    void answers(String path, String json) {
        answers.put(path, new Answer(200, json));
    }

    /** Answers with a problem from now on. */
    void refuses(String path, int status, String detail) {
        answers.put(path, new Answer(status, "{\"status\":%s,\"detail\":\"%s\"}".formatted(status, detail)));
    }

    /** Changes the token, which every change needs; the pages are not notified. */
    void startsAnew(boolean demonstration, String newToken) {
        token = newToken;
        session(demonstration, "null", true, demonstration ? "null" : "\"NO_LOGIN\"");
    }

    /**
     * Sets the login.
     *
     * @param user the user who has logged in; null if there is none
     * @param mayRead whether the stub lets the page read data
     * @param whyNoChange the reason why nothing may be changed; null if changes are allowed
     */
    void knows(@Nullable String user, boolean mayRead, @Nullable String whyNoChange) {
        session(false, quoted(user), mayRead, quoted(whyNoChange));
    }

    private void session(boolean demonstration, String user, boolean mayRead, String whyNoChange) {
        answers("/api/session", """
                {"demonstration":%s,"token":"%s","user":%s,"mayRead":%s,"whyNoChange":%s,
                 "logCommand":"docker compose logs --tail 200 {component}",
                 "login":{"password":%s,"providers":[]}}""".formatted(
                demonstration, token, user, mayRead, whyNoChange, !demonstration && !whyNoChange.contains("NO_LOGIN")));
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    /** Sets whether the stub sends events to its streams; a frozen console sends none. */
    void speaks(boolean fromNowOn) {
        speaking = fromNowOn;
    }

    int openStreams() {
        return streams.size();
    }

    /** Returns method, path and token of every request for a change. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        clock.cancel();
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell() {
        String snapshot = flow.replace("\"now\"", "\"" + Instant.now() + "\"");
        // A comment detects closed streams, and the page ignores it.
        String said = speaking ? "event: flow\ndata: " + snapshot.replace("\n", "") + "\n\n" : ":\n\n";
        streams.removeIf(stream -> hasGone(stream, said));
    }

    private static boolean hasGone(OutputStream stream, String said) {
        try {
            stream.write(said.getBytes(UTF_8));
            stream.flush();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/api/stream")) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            streams.add(exchange.getResponseBody());
            return;
        }
        Answer answer = answers.get(path);
        if (!exchange.getRequestMethod().equals("GET")) {
            String given = String.valueOf(exchange.getRequestHeaders().getFirst("X-Console-Token"));
            asked.add(exchange.getRequestMethod() + " " + path + " " + given);
            answer = given.equals(token) ? answer : new Answer(403, "{\"detail\":\"the token is missing or wrong\"}");
        }
        if (answer != null) {
            String type = answer.status() == 200 ? "application/json" : "application/problem+json";
            answer(exchange, answer.status(), type, answer.body().getBytes(UTF_8));
        } else {
            answerFile(exchange, path.equals("/") ? "/index.html" : path);
        }
    }

    private static void answerFile(HttpExchange exchange, String path) throws IOException {
        String from = path.startsWith("/webjars/") ? "/META-INF/resources" : "/static";
        try (InputStream file = ConsoleStub.class.getResourceAsStream(from + path)) {
            @Nullable String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            if (file == null || type == null) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            } else {
                answer(exchange, 200, type, file.readAllBytes());
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private record Answer(int status, String body) {}
}
