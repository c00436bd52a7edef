package com.everyoneslecture.console.operate;

import com.everyoneslecture.console.flow.Causes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parked keys of consumers, through the actuator endpoint {@code inbox} of each. The consumers do the work; this class sends the
 * requests. Any thread may use it.
 */
public final class ParkedKeys {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LIST_PATIENCE = Duration.ofSeconds(5);

    /** A retry applies all waiting events. */
    private static final Duration WORK_PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();
    private final Map<String, URI> inboxes;

    /**
     * Connects to nothing yet.
     *
     * @param inboxes the endpoint of each consumer, by a name for readers
     */
    public ParkedKeys(Map<String, URI> inboxes) {
        this.inboxes = new TreeMap<>(inboxes);
    }

    /** Returns the parked keys of each consumer, or the reason why they are unknown. All requests are sent at once. */
    public List<Inbox> list() {
        List<CompletableFuture<Inbox>> asked = new ArrayList<>();
        inboxes.forEach((name, endpoint) -> asked.add(http.sendAsync(
                        HttpRequest.newBuilder(endpoint).timeout(LIST_PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString())
                .handle((answer, failure) ->
                        failure == null ? inbox(name, answer) : new Inbox(name, List.of(), Causes.of(failure)))));
        return asked.stream().map(CompletableFuture::join).toList();
    }

    /**
     * Requests a consumer to apply the waiting events of a key, in order, until one fails.
     *
     * @throws ErrorResponseException if there is no such consumer, or if the consumer refuses or fails
     */
    public JsonNode retry(Key key) {
        String json = JsonMapper.shared().writeValueAsString(Map.of("topic", key.topic(), "key", key.key()));
        return done(
                key.inbox(),
                HttpRequest.newBuilder(endpoint(key.inbox()))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /**
     * Requests a consumer to send the first waiting event of a key to the dead letter topic.
     *
     * @param first the number of the event, as the list of parked keys has it
     * @throws ErrorResponseException if there is no such consumer, if another event is the first by now, or if the consumer
     *     refuses or fails
     */
    public JsonNode discardFirst(Key key, long first) {
        URI endpoint = endpoint(key.inbox());
        String query = "?topic=" + encoded(key.topic()) + "&key=" + encoded(key.key()) + "&first=" + first;
        JsonNode answer = done(
                key.inbox(),
                HttpRequest.newBuilder(URI.create(endpoint + query)).DELETE());
        if (!answer.path("discarded").asBoolean(false)) {
            throw problem(
                    HttpStatus.CONFLICT,
                    "this event does not wait any more, so nothing was discarded",
                    "see which event of the key is the first one now");
        }
        return answer;
    }

    private static Inbox inbox(String name, HttpResponse<String> answer) {
        if (answer.statusCode() != HttpStatus.OK.value()) {
            return new Inbox(
                    name,
                    List.of(),
                    "returned status " + answer.statusCode()
                            + ": expose its actuator endpoint inbox (management.endpoints.web.exposure.include)");
        }
        try {
            List<Parked> parked = new ArrayList<>();
            JsonMapper.shared().readTree(answer.body()).path("parked").forEach(key -> parked.add(Parked.of(key)));
            return new Inbox(name, parked, null);
        } catch (JacksonException e) {
            return new Inbox(name, List.of(), "did not return JSON");
        }
    }

    private JsonNode done(String inbox, HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(WORK_PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw unavailable(inbox, "returned status " + answer.statusCode());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw unavailable(inbox, Causes.of(e));
        } catch (JacksonException e) {
            throw unavailable(inbox, "did not return JSON");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(inbox, "did not answer before the console was stopped");
        }
    }

    private URI endpoint(String inbox) {
        URI endpoint = inboxes.get(inbox);
        if (endpoint == null) {
            throw problem(HttpStatus.NOT_FOUND, "there is no inbox of this name", "name one of console.inboxes");
        }
        return endpoint;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ErrorResponseException unavailable(String inbox, String how) {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the inbox " + inbox + " " + how,
                "see the consumer's log, and try again");
    }

    private static ErrorResponseException problem(HttpStatus status, String detail, String remedy) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("remedy", remedy);
        return new ErrorResponseException(status, problem, null);
    }

    /**
     * A parked key of a consumer.
     *
     * @param inbox the name of the consumer in the configuration
     */
    public record Key(String inbox, String topic, String key) {}

    /**
     * A consumer.
     *
     * @param failure the reason why its parked keys are unknown; null if they are known
     */
    public record Inbox(
            String name, List<Parked> parked, @Nullable String failure) {

        public Inbox {
            parked = List.copyOf(parked);
        }
    }

    /**
     * A key whose events wait.
     *
     * @param waiting the number of its events
     * @param reason the failure of the first one
     * @param since the time at which it was parked, in the consumer's format
     * @param first the number of the first event
     */
    public record Parked(String topic, String key, long waiting, String reason, String since, long first) {

        static Parked of(JsonNode key) {
            return new Parked(
                    key.path("topic").asString(""),
                    key.path("key").asString(""),
                    key.path("waiting").asLong(0),
                    key.path("reason").asString(""),
                    key.path("since").asString(""),
                    key.path("first").asLong(0));
        }
    }
}
