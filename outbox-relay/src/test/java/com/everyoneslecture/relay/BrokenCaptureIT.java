package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.app.Captures;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayMetrics;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A capture that is broken on purpose does not deliver everything. Every row is still published exactly once, and each row that
 * the log did not deliver is counted.
 */
@Timeout(180)
class BrokenCaptureIT {

    private static final int ROWS = 3_000;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final Counts counts = new Counts();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ExecutorService later = Executors.newSingleThreadExecutor();

    @AfterEach
    void dropSlot() {
        later.shutdownNow();
        outbox.dropSlot();
    }

    @Test
    void publishesOneRowInAThousandThatWasDropped() {
        AtomicInteger seen = new AtomicInteger();
        try (RelayFixture relay = relay(dropping(event -> seen.incrementAndGet() % 1_000 == 0))) {
            relay.startAndStream();
            outbox.appendInOneTransaction(ROWS, 50);

            awaitMissed(3);
            assertPublishedOnce();
        }
    }

    @Test
    void publishesAWholeTransactionThatWasDropped() {
        List<UUID> dropped = new ArrayList<>();
        try (RelayFixture relay =
                relay(dropping(event -> event.aggregateId().toString().startsWith("dropped")))) {
            relay.startAndStream();
            outbox.appendMany(20, 5);
            dropped.addAll(outbox.appendTogether("dropped", List.of("{}", "{}", "{}")));
            outbox.appendMany(20, 5);

            awaitMissed(dropped.size());
            assertPublishedOnce();
        }
        assertThat(metrics.get("relay.events.missed")
                        .tag("cause", "unknown")
                        .counter()
                        .count())
                .isEqualTo(dropped.size());
    }

    @Test
    void publishesWhatWasConfirmedTooEarlyAndThenForgotten() {
        try (RelayFixture relay = relay(consumer -> events -> {})) {
            relay.startAndStream();
            outbox.appendMany(50, 5);

            awaitMissed(50);
            assertPublishedOnce();
        }
    }

    @Test
    void publishesOnceWhatWasConfirmedTooEarlyAndDeliveredLate() throws Exception {
        List<Runnable> late = new CopyOnWriteArrayList<>();
        try (RelayFixture relay = relay(consumer -> events -> {
            List<OutboxEvent> copy = List.copyOf(events);
            late.add(() -> deliver(consumer, copy));
        })) {
            relay.startAndStream();
            outbox.appendMany(50, 5);
            awaitMissed(50);
            late.forEach(later::execute);
            later.submit(() -> {}).get();

            assertPublishedOnce();
            assertThat(counts.skipped()).isGreaterThanOrEqualTo(50);
        }
    }

    @Test
    void publishesWhatCameBeforeALateStart() {
        AtomicInteger seen = new AtomicInteger();
        try (RelayFixture relay = relay(dropping(event -> seen.incrementAndGet() <= 30))) {
            relay.startAndStream();
            outbox.appendMany(50, 5);

            awaitMissed(30);
            assertPublishedOnce();
        }
    }

    @Test
    void findsNothingMissedWhereTheCaptureIsRight() {
        try (RelayFixture relay = relay(UnaryOperator.identity())) {
            relay.startAndStream();
            outbox.appendMany(50, 5);
            outbox.appendInOneTransaction(ROWS, 50);
            counts.awaitNextSafePoint(outbox);

            assertPublishedOnce();
        }
        try (RelayFixture next = relay(UnaryOperator.identity())) {
            next.startAndStream();
            outbox.appendMany(50, 5);
            counts.awaitNextSafePoint(outbox);

            assertPublishedOnce();
        }
        assertThat(counts.missed()).isZero();
    }

    private void awaitMissed(int events) {
        Awaitility.await(events + " missed events")
                .atMost(Duration.ofSeconds(90))
                .until(() -> {
                    outbox.append("tick");
                    outbox.letTheSlotBeWritten();
                    return counts.missed() >= events;
                });
        // A late one of them would be counted by now.
        counts.awaitNextSafePoint(outbox);
        assertThat(counts.missed()).isGreaterThanOrEqualTo(events);
    }

    private void assertPublishedOnce() {
        try (TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            // A row that the last check missed is published by a safe point that takes effect after this.
            assertThat(topic.await(outbox.committed(), outbox::letTheSlotBeWritten).stream()
                            .map(TopicFixture::eventId)
                            .toList())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(outbox.committed());
        }
    }

    private static UnaryOperator<EventConsumer> dropping(Predicate<OutboxEvent> dropped) {
        return consumer -> events -> {
            List<OutboxEvent> left = events.stream().filter(dropped.negate()).toList();
            if (!left.isEmpty()) {
                consumer.accept(left);
            }
        };
    }

    private static void deliver(EventConsumer consumer, List<OutboxEvent> events) {
        try {
            consumer.accept(events);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private RelayFixture relay(UnaryOperator<EventConsumer> broken) {
        CaptureFactory captures = (settings, slot, capture, consumer) ->
                new Captures().start(settings, slot, capture, broken.apply(consumer));
        return new RelayFixture(
                RelayFixture.properties(database, bootstrapServers),
                new Listeners(List.of(counts, new StateLog(), new RelayMetrics(metrics, Clock.systemUTC()))),
                ProducerFactory.KAFKA,
                captures);
    }
}
