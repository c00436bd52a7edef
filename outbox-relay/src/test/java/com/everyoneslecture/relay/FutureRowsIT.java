package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows whose time is ahead, each further than the one before. */
@Tag("long")
@Timeout(300)
class FutureRowsIT {

    private static final int ROWS = 20;

    /** Longer than a broker's default of {@code segment.ms}. */
    private static final int DAYS_APART = 8;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final OutboxFixture outbox = new OutboxFixture(database);

    private final String name = RelayFixture.topic(database);

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
    }

    @Test
    void beginNoSegmentsOfATopicThatTheRelayCreates() {
        try (TestKafka kafka = TestKafka.start()) {
            assertThat(rolls(kafka)).isZero();
        }
    }

    @Test
    @Tag("long")
    void beginASegmentEachWhereATopicEndsThemByTime() throws Exception {
        try (TestKafka kafka = TestKafka.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)
                            .configs(Map.of("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE)))))
                    .all()
                    .get();
            assertThat(rolls(kafka)).isEqualTo(ROWS - 1);
        }
    }

    /** Publishes the rows, and returns the number of segments that the broker has begun for them. */
    private long rolls(TestKafka kafka) {
        try (TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), name);
                RelayFixture relay = RelayFixture.on(database, kafka.bootstrapServers())) {
            relay.startAndStream();
            List<UUID> ids = new ArrayList<>();
            Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            for (int row = 0; row < ROWS; row++) {
                ids.add(outbox.appendAt(first.plus((long) DAYS_APART * row, ChronoUnit.DAYS), "key"));
                topic.await(ids);
            }

            List<ConsumerRecord<byte[], byte[]>> records = topic.await(ids);
            assertThat(records).extracting(TopicFixture::eventId).containsExactlyElementsOf(ids);
            // The record's time stays that of the event.
            assertThat(records.get(ROWS - 1).timestamp())
                    .isEqualTo(first.plus((long) DAYS_APART * (ROWS - 1), ChronoUnit.DAYS)
                            .toEpochMilli());
            return kafka.server()
                    .log()
                    .lines()
                    .filter(line -> isRoll(line, name))
                    .count();
        }
    }

    private static boolean isRoll(String line, String topic) {
        return line.contains("Rolled new log segment") && line.contains("partition=" + topic + "-");
    }
}
