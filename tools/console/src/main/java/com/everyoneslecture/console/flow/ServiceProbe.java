package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.ServiceProbe.Reading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the health and the metrics of a service. Used by one thread at a time. */
final class ServiceProbe implements Callable<Reading> {

    private final HttpClient http;
    private final URI readiness;
    private final @Nullable URI metrics;
    private final String component;
    private boolean answered;

    /**
     * Connects to nothing yet.
     *
     * @param component the component of the readiness whose details have the state: {@code relay}
     * @param metrics the metrics to read, without {@code _total}; the service does not write the others
     */
    ServiceProbe(HttpClient http, URI service, String component, String... metrics) {
        this.http = http;
        this.readiness = service.resolve("/actuator/health/readiness");
        this.metrics = metrics.length == 0
                ? null
                : service.resolve("/actuator/prometheus?includedNames=" + String.join(",", metrics));
        this.component = component;
    }

    @Override
    public Reading call() throws IOException, InterruptedException {
        JsonNode health = health(get(readiness));
        answered = true;
        boolean up = health.path("status").asString("").equals("UP");
        JsonNode details = health.path("components").path(component).path("details");
        return new Reading(
                up,
                text(details, "state"),
                text(details, "capture"),
                cause(up, health, details),
                text(details, "remedy") != null ? text(details, "remedy") : text(details.path("slot"), "remedy"),
                metrics == null
                        ? new MetricsText(Map.of())
                        : MetricsText.parse(get(metrics).body()));
    }

    private @Nullable String cause(boolean up, JsonNode health, JsonNode details) {
        String cause = text(details, "cause");
        if (cause == null) {
            cause = text(details.path("slot"), "danger");
        }
        if (cause != null || up) {
            return cause == null ? null : ReportedCause.of(cause);
        }
        for (Map.Entry<String, JsonNode> part : health.path("components").properties()) {
            if (!part.getValue().path("status").asString("").equals("UP")) {
                String error = text(part.getValue().path("details"), "error");
                return error != null ? ReportedCause.of(error) : "not ready: " + part.getKey();
            }
        }
        return "not ready";
    }

    private static JsonNode health(HttpResponse<String> answer) throws IOException {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException("HTTP status " + answer.statusCode() + " without a health", e);
        }
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        Duration patience = answered ? BackgroundRequest.WHOLE : BackgroundRequest.FIRST_WHOLE;
        return http.send(HttpRequest.newBuilder(uri).timeout(patience).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    /**
     * The health and the metrics of a service.
     *
     * @param up whether it is ready
     * @param state the state that it reports; null if it reports none
     * @param capture the name of its capture; null if it reports none
     * @param cause the fault that it reports, also while it is ready; null if there is none
     * @param metrics the metrics by name
     */
    record Reading(
            boolean up,
            @Nullable String state,
            @Nullable String capture,
            @Nullable String cause,
            @Nullable String remedy,
            MetricsText metrics) {}
}
