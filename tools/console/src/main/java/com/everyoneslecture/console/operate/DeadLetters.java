package com.everyoneslecture.console.operate;

import com.everyoneslecture.console.event.RecordText;
import com.everyoneslecture.console.event.TopicRecords;
import com.everyoneslecture.outbox.event.DeadLetterHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** The dead letter topics: that of the events' topic, and the relay's own one for events whose topic has no usable dead letter topic. */
public final class DeadLetters {

    private final Properties client;
    private final List<String> topics;
    private final RelayOperations relay;

    public DeadLetters(Properties client, List<String> topics, RelayOperations relay) {
        this.client = client;
        this.topics = topics;
        this.relay = relay;
    }

    /**
     * Returns the newest records of each partition, the newest first.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    public List<DeadLetter> newest() {
        List<DeadLetter> letters = new ArrayList<>();
        for (String topic : topics) {
            try (TopicRecords records = new TopicRecords(client, topic)) {
                records.newest(record -> letters.add(letter(record)));
            }
        }
        letters.sort(Comparator.comparing(DeadLetter::at).reversed());
        return letters;
    }

    /**
     * Requests the relay to publish their events again, the versions of an aggregate in their order.
     *
     * @param ids the ids of the events; a repeated id counts once
     */
    public Retried retry(List<UUID> ids) {
        Set<UUID> wanted = new LinkedHashSet<>(ids);
        ResponseEntity<JsonNode> plan = relay.post("/operations/replay-plans", Map.of("ids", wanted));
        Set<UUID> unknown = new HashSet<>();
        requireGood(plan).path("unknown").forEach(id -> unknown.add(UUID.fromString(id.asString())));
        wanted.removeAll(unknown);
        List<Skipped> skipped = unknown.stream()
                .map(id -> new Skipped(id, "its row is not in the outbox any more"))
                .toList();
        if (wanted.isEmpty()) {
            return new Retried(0, skipped);
        }
        JsonNode done = requireGood(relay.post("/operations/replays", Map.of("ids", wanted)));
        List<Skipped> left = new ArrayList<>(skipped);
        done.path("firstDeadLetters").forEach(letter -> left.add(stillRefused(letter)));
        return new Retried(
                done.path("events").asInt() - done.path("deadLettered").asInt(), List.copyOf(left));
    }

    private static Skipped stillRefused(JsonNode letter) {
        return new Skipped(
                UUID.fromString(letter.path("eventId").asString()),
                "Kafka still rejects it, so it is a dead letter again: "
                        + letter.path("reason").asString() + ": "
                        + letter.path("detail").asString());
    }

    private static JsonNode requireGood(ResponseEntity<JsonNode> answer) {
        JsonNode body = answer.getBody();
        if (body == null || answer.getStatusCode().isError()) {
            throw new RelayRefusedException(answer);
        }
        return body;
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = RecordText.headers(record);
        UUID id = RecordText.eventId(headers);
        return new DeadLetter(
                id,
                record.topic(),
                record.partition(),
                record.offset(),
                RecordText.time(record),
                headers.getOrDefault(DeadLetterHeader.REASON, "unknown"),
                headers.getOrDefault(DeadLetterHeader.DETAIL, ""),
                RecordText.text(record.key()),
                RecordText.text(record.value()),
                headers,
                id != null,
                id != null ? null : "the record belongs to no event: it has no row in the outbox");
    }

    /**
     * The result of a retry.
     *
     * @param events the number of events that are now in their own topic
     * @param skipped the other events; of those that Kafka still rejects, the first ones
     */
    public record Retried(int events, List<Skipped> skipped) {}

    /** An event that the relay cannot publish again. */
    public record Skipped(UUID eventId, String reason) {}
}
