package com.everyoneslecture.relay.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.kafka.TooManyTopicsException;
import com.everyoneslecture.relay.routing.DeadLetter;
import com.everyoneslecture.relay.routing.DeadLetterRouting;
import com.everyoneslecture.relay.routing.RecordEncoder;
import com.everyoneslecture.relay.routing.Routes;
import com.everyoneslecture.relay.routing.RoutingSettings;
import com.everyoneslecture.testservices.OutboxEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchWriterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int EVENTS = 8_192;

    private final AtomicLong nanos = new AtomicLong();
    private final PublisherState state = new PublisherState();
    private RefusingProducer producer = new RefusingProducer(records -> null);
    private BatchWriter writer = writer();

    @Test
    void publishesABatchInOneTransaction() throws Exception {
        assertThat(publish(EVENTS)).isEmpty();
        assertThat(producer.transactions()).isEqualTo(1);
        assertThat(keys("categoryChanged")).isEqualTo(keys(EVENTS, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_095, 4_096, EVENTS - 1})
    void findsARefusedEventInFewTransactions(int refused) throws Exception {
        refuseEvents(Set.of(refused));

        assertThat(publish(EVENTS))
                .extracting(letter -> letter.event().aggregateId().toString())
                .containsExactly("" + refused);
        assertThat(keys("categoryChanged")).isEqualTo(keys(EVENTS, Set.of(refused)));
        assertThat(keys("categoryChanged.DLT")).containsExactly("" + refused);
        assertThat(producer.transactions()).isLessThanOrEqualTo(2 * 13 + 2);
        assertThat(producer.sends()).isLessThanOrEqualTo(4 * EVENTS);
    }

    @Test
    void findsManyRefusedEventsAndKeepsTheOrderOfTheRest() throws Exception {
        Set<Integer> refused = Set.of(0, 7, 8, 1_000, 4_096, 4_097, 5_000, 8_190, 8_191);
        refuseEvents(refused);

        assertThat(publish(EVENTS)).hasSize(refused.size());
        assertThat(keys("categoryChanged")).isEqualTo(keys(EVENTS, refused));
        assertThat(producer.transactions()).isLessThanOrEqualTo(refused.size() * (2 * 13 + 2));
    }

    @Test
    void finishesWhereEveryEventIsRefused() throws Exception {
        refuseEvents(Set.copyOf(IntStream.range(0, 100).boxed().toList()));

        assertThat(publish(100)).hasSize(100);
        assertThat(keys("categoryChanged")).isEmpty();
        assertThat(producer.transactions()).isLessThanOrEqualTo(4 * 100);
    }

    @Test
    void remembersARefusedTopicAndTriesItAgainAfterAWhile() throws Exception {
        boolean[] denied = {true};
        broker(records ->
                denied[0] && records.stream().anyMatch(record -> record.topic().equals("categoryChanged"))
                        ? new TopicAuthorizationException(Set.of("categoryChanged"))
                        : null);

        assertThat(publish(10)).hasSize(10);
        assertThat(producer.transactions()).isEqualTo(2);
        assertThat(publish(10)).hasSize(10);
        assertThat(producer.transactions()).isEqualTo(3);

        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(publish(10)).hasSize(10);
        assertThat(producer.transactions()).isEqualTo(5);

        denied[0] = false;
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(publish(10)).isEmpty();
        assertThat(keys("categoryChanged")).hasSize(10);
    }

    @Test
    void comesBackSmallerAfterATimeoutAndGrowsAgain() throws Exception {
        int[] most = {1};
        List<Integer> sizes = new ArrayList<>();
        Function<List<ProducerRecord<byte[], byte[]>>, @Nullable ApiException> slow = records -> {
            sizes.add(records.size());
            return records.size() > most[0] ? new TimeoutException("too slow for " + records.size()) : null;
        };
        broker(slow);
        for (int session = 0; session < 10; session++) {
            assertThatThrownBy(() -> publish(1_024)).isInstanceOf(TimeoutException.class);
            broker(slow);
        }
        assertThat(sizes).containsExactly(1_024, 512, 256, 128, 64, 32, 16, 8, 4, 2);
        sizes.clear();
        assertThat(state.timedOut()).containsExactly("categoryChanged");

        most[0] = 1_024;
        assertThat(publish(1_024)).isEmpty();
        assertThat(sizes).startsWith(1, 2, 4, 8, 16, 32);
        assertThat(keys("categoryChanged")).isEqualTo(keys(1_024, Set.of()));
        assertThat(state.batchLimit().events()).isGreaterThan(256);
    }

    @Test
    void getsSmallerBeforeItTimesOutAndDoesNotGrowIntoATimeout() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        broker(records -> {
            sizes.add(records.size());
            nanos.addAndGet(Duration.ofMillis(10).toNanos() * records.size());
            return null;
        });

        assertThat(publish(700)).isEmpty();
        assertThat(publish(1_000)).isEmpty();

        assertThat(sizes).containsExactly(700, 350, 350, 300);
    }

    @Test
    void asksForEachTopicOnceWhereAsManyAreRejectedAsThereAreEvents() throws Exception {
        List<String> asked = new ArrayList<>();
        writer = writer(destination -> {
            asked.add(destination.topic());
            if (!destination.topic().equals("lastResort")) {
                throw new TooManyTopicsException(destination.topic(), 0);
            }
        });
        List<OutboxEvent> events = IntStream.range(0, EVENTS)
                .mapToObj(index -> OutboxEvents.ofType("t" + index))
                .toList();

        assertThat(publish(events))
                .hasSize(EVENTS)
                .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo("too-many-topics"));
        assertThat(keys("lastResort")).hasSize(EVENTS);
        assertThat(asked).filteredOn(topic -> !topic.equals("lastResort")).doesNotHaveDuplicates();
        assertThat(producer.transactions()).isEqualTo(1);
    }

    private List<DeadLetter> publish(int count) throws InterruptedException {
        return publish(IntStream.range(0, count)
                .mapToObj(index -> OutboxEvents.ofAggregate(String.valueOf(index)))
                .toList());
    }

    private List<DeadLetter> publish(List<OutboxEvent> events) throws InterruptedException {
        List<OutboxEvent> remaining = events;
        List<DeadLetter> letters = new ArrayList<>();
        while (!remaining.isEmpty()) {
            Published published = writer.publish(remaining, (transaction, part) -> {});
            letters.addAll(published.letters());
            remaining = remaining.subList(published.events(), remaining.size());
        }
        return letters;
    }

    private void refuseEvents(Set<Integer> refused) {
        broker(records -> records.stream()
                        .anyMatch(record -> record.topic().equals("categoryChanged")
                                && refused.contains(Integer.valueOf(new String(record.key(), UTF_8))))
                ? new InvalidTimestampException("far ahead")
                : null);
    }

    private void broker(Function<List<ProducerRecord<byte[], byte[]>>, @Nullable ApiException> broker) {
        producer = new RefusingProducer(broker);
        writer = writer();
    }

    private BatchWriter writer() {
        return writer(destination -> {});
    }

    private BatchWriter writer(BatchWriter.Topics topics) {
        return new BatchWriter(
                Transactions.of(
                        List.of("id"), id -> producer, new ProducerRecord<>("ledger", 0, null, null), nanos::get),
                new DeadLetterRouting(
                        new Routes(new RoutingSettings(List.of(), Map.of(), null, null)), "lastResort", nanos::get),
                topics,
                new RecordEncoder(state.partitions()::partition),
                state,
                PATIENCE,
                nanos::get);
    }

    private List<String> keys(String topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    private static List<String> keys(int count, Set<Integer> without) {
        return IntStream.range(0, count)
                .filter(index -> !without.contains(index))
                .mapToObj(String::valueOf)
                .toList();
    }
}
