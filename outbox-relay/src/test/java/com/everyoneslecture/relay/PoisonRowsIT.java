package com.everyoneslecture.relay;

import static com.everyoneslecture.relay.DeadLetterFixture.ids;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.TestKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that Kafka rejects permanently go to a dead letter topic, once and in order, and do not block other rows. */
@Timeout(180)
class PoisonRowsIT {

    private static final String LARGE = "{\"x\":\"" + "최".repeat(1024 * 1024) + "\"}";

    private final DeadLetterFixture fixture =
            new DeadLetterFixture(TestKafka.shared().bootstrapServers());
    private final OutboxFixture outbox = fixture.outbox();
    private final String topic = fixture.topic();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void passesByARowThatIsTooLargeBetweenTwoGoodOnesOfItsKey() {
        fixture.admitAnyRow();
        fixture.start();
        UUID before = outbox.append("key");
        UUID large = outbox.append("category", "key", LARGE, null);
        UUID after = outbox.append("key");

        assertThat(ids(fixture.read(topic, List.of(before, after)))).containsExactly(before, after);
        ConsumerRecord<byte[], byte[]> letter =
                fixture.read(topic + ".DLT", List.of(large)).get(0);
        assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(new String(letter.value(), UTF_8)).isEqualTo(LARGE);
        assertThat(TopicFixture.header(letter, DeadLetterHeader.REASON)).isEqualTo("too-large");
        assertThat(TopicFixture.header(letter, DeadLetterHeader.TOPIC)).isEqualTo(topic);
        assertThat(TopicFixture.header(letter, DeadLetterHeader.DETAIL)).isNotBlank();
        assertThat(TopicFixture.header(letter, "ce_aggregateversion")).isEqualTo("2");
        assertThat(fixture.reasons()).containsExactly("too-large");
        assertThat(fixture.state()).isInstanceOf(Streaming.class);
    }

    @Test
    void leavesAReferenceWhereNotEvenTheDeadLetterTopicTakesTheRow() throws Exception {
        fixture.admitAnyRow();
        fixture.make(topic + ".DLT", Map.of());
        fixture.start();
        UUID large = outbox.append("category", "key", LARGE, null);
        UUID after = outbox.append("key");

        assertThat(ids(fixture.read(topic, List.of(after)))).containsExactly(after);
        ConsumerRecord<byte[], byte[]> reference =
                fixture.read(topic + ".DLT", List.of(large)).get(0);
        assertThat(reference.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(reference.value()).isNull();
        assertThat(TopicFixture.header(reference, DeadLetterHeader.REASON)).isEqualTo("too-large");
        assertThat(TopicFixture.header(reference, DeadLetterHeader.OMITTED_BYTES))
                .isEqualTo(String.valueOf(LARGE.getBytes(UTF_8).length));
        assertThat(fixture.letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.whole()).isFalse());
    }

    @Test
    void findsEachOfManyInOneBatchAndKeepsTheOrderOfTheRest() {
        fixture.admitAnyRow();
        fixture.start();
        List<String> payloads = new ArrayList<>();
        for (int row = 0; row < 40; row++) {
            payloads.add(row % 8 == 3 ? LARGE : "{}");
        }
        List<UUID> ids = outbox.appendTogether("key", payloads);
        List<UUID> large = ids.stream().filter(id -> ids.indexOf(id) % 8 == 3).toList();
        List<UUID> good = ids.stream().filter(id -> !large.contains(id)).toList();

        assertThat(ids(fixture.read(topic, good))).containsExactlyElementsOf(good);
        assertThat(ids(fixture.read(topic + ".DLT", large))).containsExactlyElementsOf(large);
        assertThat(fixture.letters()).hasSize(large.size());
    }

    @Test
    void writesADeadLetterOnceThoughItDiedAfterTheCommit() throws Exception {
        fixture.admitAnyRow();
        fixture.start();
        fixture.stop();
        List<UUID> ids = new ArrayList<>(outbox.appendTogether("key", List.of(LARGE)));

        // The first transaction is aborted because of the large row, the second contains it as a dead letter. With
        // other rows in the batch, it might take more transactions to find the rejected one.
        try (MortalRelay dying = MortalRelay.thatDies(
                CrashPoint.AFTER_TRANSACTION_COMMIT,
                2,
                fixture.database(),
                TestKafka.shared().bootstrapServers())) {
            dying.awaitDeath();
        }
        ids.addAll(outbox.appendTogether("key", List.of("{}", "{}")));
        fixture.start();
        UUID last = outbox.append("key");

        assertThat(ids(fixture.read(topic, List.of(last)))).containsExactly(ids.get(1), ids.get(2), last);
        assertThat(ids(fixture.read(topic + ".DLT", List.of(ids.get(0))))).containsExactly(ids.get(0));
    }
}
