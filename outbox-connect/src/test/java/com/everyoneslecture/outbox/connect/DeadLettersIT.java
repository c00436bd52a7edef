package com.everyoneslecture.outbox.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Records that the brokers would reject go to the dead letter topic, in their neighbours' transaction; the
 * task continues.
 */
@Tag("long")
@Timeout(300)
class DeadLettersIT {

    private static final int MAXIMUM_BYTES = 2_000;

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @Test
    void whatTheTopicDoesNotAdmitGoesToItsDeadLetterTopic() throws Exception {
        Map<String, String> configuration = fixture.configuration();
        configuration.put("relay.topics.configuration.max.message.bytes", String.valueOf(MAXIMUM_BYTES));
        configuration.put("relay.topics.configuration.message.timestamp.after.max.ms", "3600000");
        try (ConnectWorker worker = fixture.worker().awaitServing();
                TopicRecords records = fixture.records();
                TopicRecords letters = new TopicRecords(fixture.bootstrapServers(), fixture.topic() + ".DLT")) {
            worker.create(fixture.connector(), configuration);
            UUID first = outbox.append("1");
            UUID large = outbox.append("1", "x".repeat(2 * MAXIMUM_BYTES), null, System.currentTimeMillis());
            UUID future = outbox.append(
                    "1",
                    "{}",
                    null,
                    System.currentTimeMillis() + Duration.ofDays(2).toMillis());
            UUID last = outbox.append("1");
            largestThatFits();

            List<ConsumerRecord<byte[], byte[]>> dead = letters.await(List.of(large, future)).stream()
                    .filter(record -> new String(record.key(), UTF_8).equals("1"))
                    .toList();
            assertThat(dead).extracting(TopicRecords::eventId).containsExactly(large, future);
            assertThat(dead)
                    .extracting(record -> TopicRecords.header(record, "dlt_reason"))
                    .containsExactly("too-large", "invalid");
            assertThat(new String(dead.get(0).value(), UTF_8)).hasSize(2 * MAXIMUM_BYTES);
            assertThat(records.await(List.of(first, last)))
                    .extracting(TopicRecords::eventId)
                    .contains(first, last)
                    .doesNotContain(large, future);
            worker.awaitTask(fixture.connector(), "RUNNING");
        }
    }

    /** Sends sizes around the limit, byte by byte: none of these may fail the task. */
    private void largestThatFits() {
        for (int bytes = MAXIMUM_BYTES - 600; bytes < MAXIMUM_BYTES; bytes++) {
            outbox.append("large", "x".repeat(bytes), null, System.currentTimeMillis());
        }
    }
}
