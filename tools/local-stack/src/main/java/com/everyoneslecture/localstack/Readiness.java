package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.Health;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The readiness of a service, as Spring Boot's actuator reports it. */
public final class Readiness {

    private static final int TIMEOUT_MILLIS = 2_000;
    // Of the relay and the projector, of the slot in the relay's details, of Spring Boot.
    private static final List<String> CAUSES = List.of("cause", "danger", "error");
    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final String path;

    /**
     * Sends nothing yet.
     *
     * @param port the port of 127.0.0.1
     * @param path the path of the health endpoint
     */
    public Readiness(int port, String path) {
        this.port = port;
        this.path = path;
    }

    /** Checks the readiness; takes some seconds at most. */
    public Health ask() {
        try {
            HttpURLConnection connection = connection();
            int status = connection.getResponseCode();
            return status == HttpURLConnection.HTTP_OK ? Health.UP : Health.down(reason(status, connection));
        } catch (ConnectException e) {
            return Health.down("no process listens on 127.0.0.1:" + port);
        } catch (SocketTimeoutException e) {
            return Health.down("no answer from 127.0.0.1:" + port + " within " + TIMEOUT_MILLIS / 1_000 + " s");
        } catch (IOException e) {
            return Health.down(e.toString());
        }
    }

    /**
     * Returns the details of a part of the readiness that are texts, whether it is up or down; takes some seconds at most. Empty if there
     * is no answer.
     */
    public Optional<Map<String, String>> details(String part) {
        try {
            HttpURLConnection connection = connection();
            boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body = ready ? connection.getInputStream() : connection.getErrorStream()) {
                return body == null ? Optional.empty() : Optional.of(details(JSON.readTree(body), part));
            }
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    static Map<String, String> details(JsonNode health, String part) {
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonNode> detail :
                health.path("components").path(part).path("details").properties()) {
            if (detail.getValue().isString()) {
                texts.put(detail.getKey(), detail.getValue().asString());
            }
        }
        return texts;
    }

    private HttpURLConnection connection() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection;
    }

    private static String reason(int status, HttpURLConnection connection) throws IOException {
        try (InputStream body = connection.getErrorStream()) {
            if (body == null) {
                return "HTTP status " + status;
            }
            return reason(JSON.readTree(body));
        } catch (JacksonException e) {
            return "HTTP status " + status;
        }
    }

    /** Returns {@code database: Connection refused; kafka: …}, or only the status if the service reports no details. */
    static String reason(JsonNode health) {
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<String, JsonNode> component : health.path("components").properties()) {
            if (!"UP".equals(component.getValue().path("status").asString())) {
                reasons.add(component.getKey() + ": " + details(component.getValue()));
            }
        }
        return reasons.isEmpty() ? "readiness is " + health.path("status").asString() : String.join("; ", reasons);
    }

    /**
     * Returns the cause, with the remedy if there is one; without a cause in the details, those of its parts; without any, the details that
     * are plain values, or the status.
     */
    private static String details(JsonNode component) {
        JsonNode details = component.path("details");
        List<String> causes = new ArrayList<>(cause(details).stream().toList());
        if (causes.isEmpty()) {
            details.properties()
                    .forEach(part ->
                            cause(part.getValue()).ifPresent(cause -> causes.add(part.getKey() + ": " + cause)));
        }
        if (causes.isEmpty()) {
            details.properties().stream()
                    .filter(detail -> detail.getValue().isValueNode())
                    .forEach(detail ->
                            causes.add(detail.getKey() + "=" + detail.getValue().asString()));
        }
        return causes.isEmpty() ? component.path("status").asString() : String.join(", ", causes);
    }

    private static Optional<String> cause(JsonNode details) {
        String remedy = details.path("remedy").asString("");
        return CAUSES.stream()
                .map(name -> details.path(name).asString(""))
                .filter(cause -> !cause.isBlank())
                .findFirst()
                .map(cause -> remedy.isBlank() ? cause : cause + "; remedy: " + remedy);
    }
}
