package com.everyoneslecture.relay.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.MemoryKafka;
import com.everyoneslecture.relay.ledger.MemoryKafka.Fault;
import com.everyoneslecture.relay.ledger.RecoveryDue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPublisherTest {

    /** Most commits succeed. */
    private static final List<Fault> SOMETIMES = List.of(
            Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE, Fault.BEFORE_COMMIT, Fault.AFTER_COMMIT);

    private static final String TOPIC = "categoryChanged";
    private static final String DEAD_LETTERS = "categoryChanged.DLT";

    private final MemoryKafka kafka = new MemoryKafka();
    private long transaction = 100;

    @Test
    void publishesABatchInItsOrderTogetherWithItsIds() throws Exception {
        OutboxEvent first = event("1", 1);
        OutboxEvent second = event("2", 1);
        OutboxEvent third = event("1", 2);
        started().accept(first, second, third);

        assertThat(kafka.events(TOPIC)).containsExactly(first.id(), second.id(), third.id());
        assertThat(ledgerIds()).containsExactly(first.id(), second.id(), third.id());
    }

    @Test
    void leavesNothingOfABatchThatDidNotCommitAndPublishesItAfterARestart() throws Exception {
        OutboxEvent event = event("1", 1);
        kafka.fail(Fault.BEFORE_COMMIT);
        MemoryRelay crashed = started();
        assertThatThrownBy(() -> crashed.accept(event)).isInstanceOf(TimeoutException.class);
        assertThat(kafka.events(TOPIC)).isEmpty();
        assertThat(ledgerIds()).isEmpty();

        started().accept(event);

        assertThat(kafka.events(TOPIC)).containsExactly(event.id());
    }

    @Test
    void doublesNothingAfterACommitOfUnknownOutcome() throws Exception {
        OutboxEvent first = event("1", 1);
        OutboxEvent second = event("1", 2);
        kafka.fail(Fault.AFTER_COMMIT);
        MemoryRelay crashed = started();
        assertThatThrownBy(() -> crashed.accept(first)).isInstanceOf(TimeoutException.class);

        started().accept(first, second);

        assertThat(kafka.events(TOPIC)).containsExactly(first.id(), second.id());
        assertThat(ledgerIds()).containsExactly(first.id(), second.id());
    }

    @Test
    void stopsForGoodOnceAnotherRelayHasTakenOver() throws Exception {
        MemoryRelay old = started();
        old.accept(event("1", 1));
        MemoryRelay successor = started();
        OutboxEvent event = event("1", 2);

        assertThatThrownBy(() -> old.accept(event)).isInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(() -> old.accept(event)).isInstanceOf(KafkaException.class);
        assertThatThrownBy(() -> old.ledger.position(7)).isInstanceOf(KafkaException.class);
        assertThat(kafka.events(TOPIC)).hasSize(1);

        successor.accept(event);
        assertThat(kafka.events(TOPIC)).hasSize(2);
    }

    @Test
    void sendsARejectedEventToTheDeadLetterTopicAndTheOthersOnTheirWay() throws Exception {
        OutboxEvent first = event("1", 1);
        OutboxEvent rejected = event("2", 1);
        OutboxEvent third = event("1", 2);
        kafka.reject(record -> record.topic().equals(TOPIC) && new String(record.key(), UTF_8).equals("2")
                ? new RecordTooLargeException("too large")
                : null);

        started().accept(first, rejected, third);

        assertThat(kafka.events(TOPIC)).containsExactly(first.id(), third.id());
        assertThat(kafka.events(DEAD_LETTERS)).containsExactly(rejected.id());
        assertThat(ledgerIds()).containsExactly(first.id(), rejected.id(), third.id());
    }

    @Test
    void publishesARejectedEventOnceThoughTheOutcomeOfItsCommitIsUnknown() throws Exception {
        OutboxEvent rejected = event("2", 1);
        kafka.reject(record -> record.topic().equals(TOPIC) ? new RecordTooLargeException("too large") : null);
        kafka.fail(Fault.AFTER_COMMIT);
        MemoryRelay crashed = started();
        assertThatThrownBy(() -> crashed.accept(rejected)).isInstanceOf(TimeoutException.class);

        started().accept(rejected);

        assertThat(kafka.events(DEAD_LETTERS)).containsExactly(rejected.id());
    }

    @Test
    void leavesItsNotesToTheNextSession() throws Exception {
        MemoryRelay relay = started();
        relay.ledger.recoveryDue(new RecoveryDue("90:90:"));
        assertThat(new MemoryRelay(kafka).start().recoveryDue()).isEqualTo(new RecoveryDue("90:90:"));

        MemoryRelay next = started();
        next.accept(event("1", 1));
        next.ledger.recoveryDone(5_000);

        assertThat(new MemoryRelay(kafka).start().recoveryDue()).isNull();
        assertThat(new MemoryRelay(kafka).start().position()).isEqualTo(5_000);
        assertThat(new MemoryRelay(kafka).start().database()).isEqualTo(MemoryRelay.DATABASE);
    }

    /**
     * A capture in memory redelivers unacknowledged events; about every third commit fails, before or after its effect.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void publishesEveryEventOnceAndInOrderOverManyCrashes(long seed) throws Exception {
        Random random = new Random(seed);
        List<OutboxEvent> log = new ArrayList<>();
        Map<String, Long> versions = new HashMap<>();
        for (int count = 0; count < 300; count++) {
            String key = String.valueOf(random.nextInt(5));
            log.add(event(key, versions.merge(key, 1L, Long::sum)));
        }
        int acknowledged = 0;
        int crashes = 0;
        MemoryRelay relay = started();
        int next = 0;
        while (next < log.size()) {
            int end = Math.min(log.size(), next + 1 + random.nextInt(10));
            kafka.fail(SOMETIMES.get(random.nextInt(SOMETIMES.size())));
            try {
                relay.filter.accept(log.subList(next, end));
                next = end;
                acknowledged = random.nextBoolean() ? end : acknowledged;
            } catch (TimeoutException crash) {
                crashes++;
                relay = started();
                next = acknowledged;
            }
        }

        assertThat(crashes).isGreaterThan(5);
        assertThat(kafka.events(TOPIC))
                .as("seed %d", seed)
                .containsExactlyElementsOf(log.stream().map(OutboxEvent::id).toList());
    }

    private MemoryRelay started() {
        MemoryRelay relay = new MemoryRelay(kafka);
        relay.start();
        return relay;
    }

    private List<UUID> ledgerIds() {
        List<UUID> ids = new ArrayList<>();
        new MemoryRelay(kafka).ledger.forEachPublished(buffer -> {
            while (buffer.hasRemaining()) {
                ids.add(new UUID(buffer.getLong(), buffer.getLong()));
            }
        });
        return ids;
    }

    private OutboxEvent event(String key, long version) {
        transaction++;
        return new OutboxEvent(
                UUID.randomUUID(),
                "category",
                Bytes.of(key),
                version,
                "Changed",
                EventContent.text("{}"),
                1,
                null,
                null,
                transaction,
                transaction * 10);
    }
}
