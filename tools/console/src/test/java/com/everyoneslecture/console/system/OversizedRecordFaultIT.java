package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record of 300 KB from another producer that unpacks to 300 MB, in a system whose services have 256 MiB each. */
@Tag("long")
@Timeout(600)
class OversizedRecordFaultIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int BYTES = 300 * 1024 * 1024;

    @Test
    void endsNoServiceForGoodAndIsSkippedByName() throws Exception {
        try (RunningOutbox outbox = RunningOutbox.start("--demonstration")) {
            awaitApplied(outbox, create(outbox, "앞"));
            JsonNode before = outbox.get("/api/components");

            RecordMetadata stranger = sendHuge(outbox);
            String place = "categoryChanged-" + stranger.partition();

            // The record is read while the process runs, so the process may end.
            // Its work is committed, and its next start finds the record by name.
            await().atMost(BOUND)
                    .until(() ->
                            !health(outbox).contains("\"UP\"") || health(outbox).contains("would not fit"));
            outbox.send("POST", "/api/components/lecture-projector/start", "");
            await().atMost(BOUND)
                    .until(() -> health(outbox).contains("the record at offset " + stranger.offset() + " of " + place));

            assertThat(outbox.get("/api/events").toString()).contains("앞");
            JsonNode verified = JsonMapper.shared()
                    .readTree(outbox.send("POST", "/api/verifications", "{}").body());
            assertThat(verified.toString()).contains(place + "@" + stranger.offset(), "would not fit into memory");

            assertThat(outbox.outbox(
                            "skip", "--partition=" + stranger.partition(), "--offset=" + (stranger.offset() + 1)))
                    .contains("the record that does not fit into memory is at offset " + stranger.offset())
                    .endsWith("exit status 1");
            assertThat(outbox.outbox("skip", "--partition=" + stranger.partition(), "--offset=" + stranger.offset()))
                    .contains("skipped: partition " + stranger.partition())
                    .endsWith("exit status 0");

            for (int number = 0; number < 12; number++) {
                awaitApplied(outbox, create(outbox, "뒤 " + number));
            }
            for (String untouched : new String[] {"console", "outbox-relay", "category-app"}) {
                assertThat(pid(outbox.get("/api/components"), untouched)).isEqualTo(pid(before, untouched));
            }
        }
    }

    private static String pid(JsonNode components, String name) {
        for (JsonNode component : components) {
            if (component.path("name").asString().equals(name)) {
                return component.path("pid").asString();
            }
        }
        throw new AssertionError("there is no " + name + " in " + components);
    }

    private static String create(RunningOutbox outbox, String name) throws Exception {
        HttpResponse<String> created = outbox.send(
                "POST",
                "/category/lectureCategories",
                JsonMapper.shared().writeValueAsString(Map.of("categoryName", name)));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return created.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    }

    private static void awaitApplied(RunningOutbox outbox, String id) throws Exception {
        URI category =
                URI.create("http://127.0.0.1:" + outbox.port("lecture-projector") + "/lecture/readCategories/" + id);
        await().atMost(BOUND)
                .ignoreExceptions()
                .until(() -> outbox.send(HttpRequest.newBuilder(category)).statusCode() == 200);
    }

    private static String health(RunningOutbox outbox) throws Exception {
        try {
            URI health = URI.create("http://127.0.0.1:" + outbox.port("lecture-projector") + "/actuator/health");
            return outbox.send(HttpRequest.newBuilder(health)).body();
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private static RecordMetadata sendHuge(RunningOutbox outbox) throws Exception {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + outbox.port("kafka"),
                "compression.type",
                "gzip",
                "max.request.size",
                2 * BYTES,
                "buffer.memory",
                2L * BYTES);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>("categoryChanged", "1".getBytes(UTF_8), new byte[BYTES]))
                    .get();
        }
    }
}
