package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.Health;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks a connector through the REST interface of a Kafka Connect worker, and creates or updates it if needed.
 * Thread-safe.
 */
final class ConnectorProbe {

    /**
     * The timeout of a request. Kafka Connect validates a new configuration against the servers that it names, which
     * takes time.
     */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int NOT_FOUND = 404;
    private static final int REDIRECTED = 300;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Map<String, String> configuration;

    ConnectorProbe(int port, String connector, Map<String, String> configuration) {
        this.url = "http://127.0.0.1:" + port + "/connectors/" + connector;
        this.configuration = new HashMap<>(configuration);
        this.configuration.put("name", connector);
    }

    /** Returns the health of the connector's task. Sends two requests at most, each with a timeout of 10 s. */
    Health ask() {
        try {
            return isConfigured() ? task() : create();
        } catch (ConnectException e) {
            return Health.down("nobody listens on " + url);
        } catch (IOException | JacksonException e) {
            return Health.down(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down("interrupted");
        }
    }

    private boolean isConfigured() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/config").GET().build());
        if (answer.statusCode() == NOT_FOUND) {
            return false;
        }
        require(answer);
        Map<String, String> present = new HashMap<>();
        JSON.readTree(answer.body())
                .properties()
                .forEach(entry -> present.put(entry.getKey(), entry.getValue().asString()));
        return present.equals(configuration);
    }

    private Health create() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/config")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(configuration)))
                .build());
        return answer.statusCode() < REDIRECTED
                ? Health.down("the connector was created a moment ago")
                : Health.down(message(answer));
    }

    private Health task() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/status").GET().build());
        require(answer);
        JsonNode task = JSON.readTree(answer.body()).path("tasks").path(0);
        String state = task.path("state").asString("unassigned");
        if (state.equals("RUNNING")) {
            return Health.UP;
        }
        String trace = task.path("trace").asString("");
        return Health.down("the task of the connector is " + state
                + trace.lines().findFirst().map(line -> ": " + line).orElse(""));
    }

    private static void require(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= REDIRECTED) {
            throw new IOException(message(answer));
        }
    }

    private static String message(HttpResponse<String> answer) {
        return "Kafka Connect answers " + answer.statusCode() + ": "
                + answer.body().lines().findFirst().orElse("");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }
}
