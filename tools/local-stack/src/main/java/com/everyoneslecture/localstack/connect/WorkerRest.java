package com.everyoneslecture.localstack.connect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface of one worker of Kafka Connect, for one connector. Thread-safe. */
public final class WorkerRest {

    /** The timeout of a request. Kafka Connect validates a new configuration against the servers that it names, which takes time. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int NOT_FOUND = 404;
    private static final int REDIRECTED = 300;
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;

    /**
     * Sends nothing yet.
     *
     * @param port the port of the worker on 127.0.0.1
     */
    public WorkerRest(int port, String connector) {
        this.url = "http://127.0.0.1:" + port + "/connectors/" + connector;
    }

    /** Returns the URL of the connector. */
    public String url() {
        return url;
    }

    /**
     * Returns the connector's configuration; empty if there is no such connector.
     *
     * @throws IOException if the worker does not respond in time, or reports an error
     */
    public Optional<Map<String, String>> configuration() throws IOException, InterruptedException {
        Optional<JsonNode> answer = get("/config");
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> configuration = new HashMap<>();
        answer.get()
                .properties()
                .forEach(entry ->
                        configuration.put(entry.getKey(), entry.getValue().asString()));
        return Optional.of(configuration);
    }

    /**
     * Creates the connector or changes its configuration.
     *
     * @throws IOException if the worker does not respond in time, or reports an error
     */
    public void configure(Map<String, String> configuration) throws IOException, InterruptedException {
        require(send("PUT", "/config", JSON.writeValueAsString(configuration)));
    }

    /**
     * Returns the status of the connector; empty if there is no such connector.
     *
     * @throws IOException if the worker does not respond in time, or reports an error
     */
    public Optional<ConnectorStatus> status() throws IOException, InterruptedException {
        return get("/status").map(ConnectorStatus::of);
    }

    /**
     * Sends a request without a body: {@code PUT}, {@code /pause}.
     *
     * @throws IOException if the worker does not respond in time, or reports an error
     */
    public void request(String method, String path) throws IOException, InterruptedException {
        require(send(method, path, null));
    }

    private Optional<JsonNode> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", path, null);
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        require(answer);
        try {
            return Optional.of(JSON.readTree(answer.body()));
        } catch (JacksonException e) {
            throw new IOException("no JSON from " + url + path, e);
        }
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void require(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= REDIRECTED) {
            throw new IOException("Kafka Connect answers " + answer.statusCode() + ": "
                    + answer.body().lines().findFirst().orElse(""));
        }
    }
}
