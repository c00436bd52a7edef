package com.everyoneslecture.relay;

import static com.everyoneslecture.relay.DeadLetterFixture.ids;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.TestKafka;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows of a time that no record, no header or not their topic admits hold up no other row. */
@Timeout(180)
class PoisonTimesIT {

    private final DeadLetterFixture fixture =
            new DeadLetterFixture(TestKafka.shared().bootstrapServers());
    private final OutboxFixture outbox = fixture.outbox();
    private final String topic = fixture.topic();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void passesByRowsWhoseTimeTheTopicDoesNotAdmit() throws Exception {
        fixture.make(topic, Map.of("message.timestamp.after.max.ms", "3600000"));
        fixture.start();
        Instant farAhead = Instant.now().plus(400, ChronoUnit.DAYS);
        List<UUID> good = new ArrayList<>();
        List<UUID> ahead = new ArrayList<>();
        for (int row = 0; row < 20; row++) {
            good.add(outbox.append("key-" + row % 3));
            ahead.add(outbox.appendAt(farAhead, "key-" + row % 3));
        }

        assertThat(ids(fixture.read(topic, good))).containsExactlyInAnyOrderElementsOf(good);
        assertThat(ids(fixture.read(topic + ".DLT", ahead))).containsExactlyElementsOf(ahead);
        assertThat(fixture.reasons()).containsOnly("invalid").hasSize(20);
    }

    @Test
    void passesByRowsOfATimeThatNoRecordCanHave() {
        fixture.admitAnyRow();
        fixture.start();
        List<UUID> ids = new ArrayList<>();
        List<UUID> before1970 = new ArrayList<>();
        outbox.append("key");
        for (Instant time : List.of(Instant.EPOCH.minusSeconds(1), Instant.parse("-5000-01-01T00:00:00Z"))) {
            before1970.add(outbox.appendAt(time, "key"));
            ids.add(outbox.append("key"));
        }

        assertThat(ids(fixture.read(topic, ids))).containsSubsequence(ids).doesNotContainAnyElementsOf(before1970);
        List<ConsumerRecord<byte[], byte[]>> letters = fixture.read(topic + ".DLT", before1970);
        assertThat(ids(letters)).containsExactlyElementsOf(before1970);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(TopicFixture.header(letter, DeadLetterHeader.REASON)).isEqualTo("invalid");
            assertThat(TopicFixture.header(letter, DeadLetterHeader.DETAIL)).contains("timestamp");
            assertThat(new String(letter.value(), UTF_8)).isEqualTo("{}");
        });
        assertThat(letters.get(0).headers().lastHeader("ce_time").value())
                .isEqualTo("1969-12-31T23:59:59Z".getBytes(UTF_8));
        assertThat(letters.get(1).headers().lastHeader("ce_time")).isNull();
        assertThat(fixture.state()).isInstanceOf(Streaming.class);
    }

    @Test
    void leavesOutTheTimeOfARowThatNoHeaderCanHave() {
        fixture.admitAnyRow();
        fixture.start();
        UUID far = outbox.appendAt(Instant.parse("+148000-01-01T00:00:00Z"), "key");
        UUID last = outbox.appendAt(Instant.parse("9999-12-31T23:59:59Z"), "key");

        List<ConsumerRecord<byte[], byte[]>> records = fixture.read(topic, List.of(far, last));
        assertThat(ids(records)).containsExactly(far, last);
        assertThat(records.get(0).timestamp())
                .isEqualTo(Instant.parse("+148000-01-01T00:00:00Z").toEpochMilli());
        assertThat(records.get(0).headers().lastHeader("ce_time")).isNull();
        assertThat(TopicFixture.header(records.get(1), "ce_time")).isEqualTo("9999-12-31T23:59:59Z");
    }
}
