package com.everyoneslecture.console.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.testservices.RandomRecords;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A whole system with random records of another producer in its topic. */
@Tag("long")
@Timeout(600)
class RandomRecordsIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String TOPIC = "categoryChanged";
    private static final long FIRST_VALID = 1_000_000;

    @Test
    void stopNeitherTheProjectorNorTheConsole() throws Exception {
        try (RunningOutbox outbox = RunningOutbox.start("--demonstration")) {
            Map<String, Long> processes = pids(outbox);
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : RandomRecords.many().to(TOPIC)) {
                records.add(record);
                records.add(RandomRecords.valid(TOPIC, FIRST_VALID + records.size(), 1));
            }

            send(outbox, records);

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(
                                    outbox.get("/api/flow").at("/group/lag").asLong(-1))
                            .isZero());
            for (int valid = 1; valid < records.size(); valid += 2) {
                assertThat(get(outbox, "/lecture/readCategories/" + (FIRST_VALID + valid)))
                        .as("valid event %d", valid)
                        .isEqualTo(200);
            }
            for (String path : List.of(
                    "/api/events",
                    "/api/events?limit=500",
                    "/api/events?category=1",
                    "/api/dead-letters",
                    "/api/flow",
                    "/lecture/readCategories")) {
                assertThat(get(outbox, path)).as(path).isEqualTo(200);
            }
            assertThat(outbox.get("/api/dead-letters").isEmpty()).isFalse();
            assertThat(outbox.get("/api/flow").at("/readModel/health").asString())
                    .isNotEqualTo("BAD");
            assertThat(pids(outbox)).isEqualTo(processes);
        }
    }

    private static void send(RunningOutbox outbox, List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", outbox.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private static int get(RunningOutbox outbox, String path) throws Exception {
        HttpResponse<String> answer =
                outbox.send(HttpRequest.newBuilder(outbox.console().resolve(path)));
        return answer.statusCode();
    }

    private static Map<String, Long> pids(RunningOutbox outbox) throws Exception {
        Map<String, Long> pids = new TreeMap<>();
        for (JsonNode component : outbox.get("/api/components")) {
            pids.put(component.at("/name").asString(), component.at("/pid").asLong());
        }
        return pids;
    }
}
