package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A server in place of category-app, lecture-projector and outbox-relay. It records the requests and returns the answers that a test chooses. */
final class ServicesStub implements AutoCloseable {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    /**
     * A request that the console has sent.
     *
     * @param query the query without any decoding; empty if there is none
     * @param headers the first value of each header; names are case-insensitive
     */
    record Request(String method, String path, String query, Map<String, String> headers) {}

    ServicesStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::record);
        server.start();
    }

    /** Registers this server as each service, and passwords that no database needs. */
    void register(DynamicPropertyRegistry registry) {
        for (String service : List.of("category", "lecture", "relay")) {
            registry.add("console." + service + "-url", this::url);
        }
        registry.add("console.category-database.password", () -> "unused");
        registry.add("console.lecture-database.password", () -> "unused");
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answers(String path, String json) {
        answers.put(path, json);
    }

    /** Returns the requests, except for those by which the console itself observes the services at any time. */
    List<Request> requests() {
        return requests.stream()
                .filter(request -> !request.path().startsWith("/actuator/health")
                        && !request.path().equals("/actuator/prometheus"))
                .toList();
    }

    void forget() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void record(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            String path = exchange.getRequestURI().getPath();
            String query = exchange.getRequestURI().getRawQuery();
            requests.add(new Request(exchange.getRequestMethod(), path, query == null ? "" : query, headers));
            byte[] body = answers.getOrDefault(path, "[]").getBytes(UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
