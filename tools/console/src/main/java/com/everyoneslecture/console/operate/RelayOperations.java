package com.everyoneslecture.console.operate;

import com.everyoneslecture.console.flow.Causes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operations that the relay carries out for an operator. The relay has the rights that they need; the console does not. */
public final class RelayOperations {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

    /** A verification reads both sides completely; a replay publishes the requested events. */
    private static final Duration WORK_PATIENCE = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();
    private final URI relay;

    private final boolean onConnect;

    /**
     * Connects to nothing yet.
     *
     * @param onConnect whether Kafka Connect runs the relay, which has no operations there
     */
    public RelayOperations(URI relay, boolean onConnect) {
        this.relay = relay;
        this.onConnect = onConnect;
    }

    /** Sends a GET request and returns the answer with any status. */
    public ResponseEntity<JsonNode> get(String path) {
        return send(HttpRequest.newBuilder(relay.resolve(path)).timeout(ANSWER_PATIENCE));
    }

    /** Sends a POST request and returns the answer with any status. */
    public ResponseEntity<JsonNode> post(String path, Object body) {
        String json = JsonMapper.shared().writeValueAsString(body);
        return send(HttpRequest.newBuilder(relay.resolve(path))
                .timeout(WORK_PATIENCE)
                .header("Content-Type", MediaType.APPLICATION_JSON_VALUE)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private ResponseEntity<JsonNode> send(HttpRequest.Builder request) {
        if (onConnect) {
            throw unavailable(
                    "the relay runs on Kafka Connect, which has no operations",
                    "run doctor, verify or replay of outbox-relay beside the connector");
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            MediaType type = MediaType.parseMediaType(
                    response.headers().firstValue("Content-Type").orElse(MediaType.APPLICATION_JSON_VALUE));
            return ResponseEntity.status(HttpStatusCode.valueOf(response.statusCode()))
                    .contentType(type)
                    .body(JsonMapper.shared().readTree(response.body()));
        } catch (IOException e) {
            throw unreachable(Causes.of(e));
        } catch (JacksonException e) {
            throw unreachable("does not return JSON: " + e.getOriginalMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("did not answer before the console was stopped");
        }
    }

    private ErrorResponseException unreachable(String how) {
        return unavailable("outbox-relay at " + relay + ": " + how, "start outbox-relay, and try again");
    }

    private static ErrorResponseException unavailable(String detail, String remedy) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail);
        problem.setProperty("remedy", remedy);
        return new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE, problem, null);
    }
}
