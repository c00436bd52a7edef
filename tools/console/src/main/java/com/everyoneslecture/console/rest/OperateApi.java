package com.everyoneslecture.console.rest;

import com.everyoneslecture.console.operate.DeadLetter;
import com.everyoneslecture.console.operate.DeadLetters;
import com.everyoneslecture.console.operate.RelayOperations;
import com.everyoneslecture.console.stream.LiveStream;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The operations of an operator. Those that publish something need a login, except in demonstration mode. */
@RestController
public class OperateApi {

    private static final int MOST_RETRIES = 500;

    private final DeadLetters deadLetters;
    private final RelayOperations relay;
    private final LiveStream stream;
    private final SearchLimit searches;

    OperateApi(DeadLetters deadLetters, RelayOperations relay, LiveStream stream, SearchLimit searches) {
        this.deadLetters = deadLetters;
        this.relay = relay;
        this.stream = stream;
        this.searches = searches;
    }

    @GetMapping("/api/dead-letters")
    @Operation(summary = "The newest dead letters, with the reason, newest first.")
    public List<DeadLetter> deadLetters() throws Exception {
        return searches.run(deadLetters::newest);
    }

    @PostMapping("/api/dead-letters/retries")
    @Operation(summary = "Requests the relay to publish their events again: {eventIds: […]} or {all: true}.")
    public DeadLetters.Retried retry(@RequestBody Retry retry) throws Exception {
        List<UUID> ids = Boolean.TRUE.equals(retry.all())
                ? searches.run(deadLetters::newest).stream()
                        .map(DeadLetter::eventId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList()
                : retry.eventIds() == null ? List.of() : retry.eventIds();
        if (ids.isEmpty() || ids.size() > MOST_RETRIES) {
            throw ConsoleProblems.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    ids.isEmpty()
                            ? "no events are selected: give eventIds, or all; letters without an event cannot be retried"
                            : "at most " + MOST_RETRIES + " at once");
        }
        stream.mark("retry " + ids.size());
        return deadLetters.retry(ids);
    }

    @GetMapping("/api/findings")
    @Operation(summary = "The findings of the relay's doctor.")
    public ResponseEntity<JsonNode> findings() {
        return relay.get("/operations/findings");
    }

    @PostMapping("/api/verifications")
    @Operation(summary = "Requests the relay to compare the outbox with the topic, event by event. Changes nothing.")
    public ResponseEntity<JsonNode> verify(@RequestBody(required = false) @Nullable Map<String, Object> body) {
        return relay.post("/operations/verifications", body == null ? Map.of() : body);
    }

    @PostMapping("/api/replay-plans")
    @Operation(
            summary =
                    "The events that a replay would publish: {ids, aggregateType, aggregateId, from, to}. Changes nothing.")
    public ResponseEntity<JsonNode> plan(@RequestBody Map<String, Object> selection) {
        return relay.post("/operations/replay-plans", selection);
    }

    @PostMapping("/api/replays")
    @Operation(summary = "Requests the relay to publish the selected events again.")
    public ResponseEntity<JsonNode> replay(@RequestBody Map<String, Object> selection) {
        stream.mark("replay");
        return relay.post("/operations/replays", selection);
    }

    /** The dead letters to retry. */
    public record Retry(
            @Nullable List<UUID> eventIds, @Nullable Boolean all) {}
}
