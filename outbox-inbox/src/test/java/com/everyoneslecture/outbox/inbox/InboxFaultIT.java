package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.outbox.inbox.TestTopic.Sent;
import com.everyoneslecture.testservices.TestKafka;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

/** Each event is applied once, even if sessions, batches and members end. */
class InboxFaultIT extends InboxScenario {

    @Test
    void appliesEachEventOnceWhereSessionsEndBeforeAndAfterCommits() throws SQLException {
        TestTopic wide = topic(3);
        List<Sent> events = manyEvents();
        failing.addAll(Set.of("50", "120"));
        transactions.breakAtRandom(10);
        Inbox inbox = start(inbox(Guard.NONE, OnFailure.PARK_KEY, wide).batchSize(10));
        wide.send(events);

        await().atMost(BOUND).until(() -> storedOffset(wide) == events.size());
        failing.clear();
        transactions.breakAtRandom(0);
        for (ParkedKey key : inbox.parked().list(10)) {
            inbox.parked().retry(key.topic(), key.key());
        }

        assertThat(inbox.parked().list(10)).isEmpty();
        assertAppliedInOrderOfEachKey(wide, events);
    }

    @Test
    void losesNoDeadLetterWhereSessionsEndBeforeAndAfterCommits() {
        TestTopic wide = topic(3);
        List<Sent> events = manyEvents();
        failing.addAll(Set.of("50", "120", "121"));
        transactions.breakAtRandom(10);
        start(inbox(Guard.NONE, OnFailure.DEAD_LETTER, wide).batchSize(10));
        wide.send(events);

        await().atMost(BOUND).until(() -> storedOffset(wide) == events.size());

        assertAppliedInOrderOfEachKey(
                wide,
                events.stream()
                        .filter(event -> !failing.contains(event.value()))
                        .toList());
        assertThat(wide.deadLetters(3))
                .extracting(letter -> new String(letter.value(), UTF_8))
                .as("one may be written twice")
                .containsOnly("50", "120", "121");
    }

    @Test
    void appliesABatchOnceThatTakesLongerThanTheGroupWaits() {
        topic.send(Sent.of("1", PLACED, "a"), Sent.of("1", PLACED, "b"));
        AtomicBoolean slow = new AtomicBoolean(true);
        AtomicBoolean waiting = new AtomicBoolean();
        EventHandler untilAnotherMemberWaits = (event, connection) -> {
            insert(event, connection);
            if (slow.getAndSet(false)) {
                waiting.set(true);
                await().atMost(BOUND)
                        .until(() -> !texts("select 1 from pg_locks where not granted and 'any' = ?", "any")
                                .isEmpty());
            }
        };
        Map<String, String> impatient =
                Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers(), "max.poll.interval.ms", "6500");
        start(builder(Guard.NONE, OnFailure.HALT).kafka(impatient).on(PLACED, untilAnotherMemberWaits));
        await().atMost(BOUND).untilTrue(waiting);

        start(builder(Guard.NONE, OnFailure.HALT).kafka(impatient).on(PLACED, untilAnotherMemberWaits));

        awaitOffset(2);
        topic.send(Sent.of("1", PLACED, "c"));
        awaitOffset(3);
        assertThat(applied(topic)).containsExactly("a", "b", "c");
    }

    @Test
    void appliesAnEventOnceWhoseSessionTheServerEnds() {
        failing.add("terminate");
        topic.send(Sent.of("1", PLACED, "a"), Sent.of("1", PLACED, "terminate"), Sent.of("1", PLACED, "b"));

        start(builder(Guard.NONE, OnFailure.DEAD_LETTER).on(PLACED, (event, connection) -> {
            insert(event, connection);
            if (failing.remove(event.valueText())) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select pg_terminate_backend(pg_backend_pid())");
                }
            }
        }));

        awaitOffset(3);
        assertThat(applied(topic)).containsExactly("a", "terminate", "b");
    }

    @Test
    void appliesEachEventOnceWhileMembersComeAndGo() {
        TestTopic wide = topic(4);
        List<String> values =
                IntStream.range(0, 450).mapToObj(Integer::toString).toList();
        List<Sent> events = values.stream()
                .map(value -> Sent.of("key" + value, PLACED, value))
                .toList();
        Inbox first = start(inbox(Guard.NONE, OnFailure.HALT, wide).batchSize(5));
        wide.send(events.subList(0, 150));
        await().atMost(BOUND).until(() -> !applied(wide).isEmpty());
        Inbox second = start(inbox(Guard.NONE, OnFailure.HALT, wide).batchSize(5));
        wide.send(events.subList(150, 300));
        await().atMost(BOUND).until(() -> second.states().get(wide.name()) instanceof LoopState.Polling);
        first.close();
        wide.send(events.subList(300, 450));

        await().atMost(BOUND).until(() -> storedOffset(wide) == 450);
        assertThat(applied(wide)).containsExactlyInAnyOrderElementsOf(values);
    }

    @Test
    void reportsATransactionThatStaysOpenAndGoesOnWhenItEnds() {
        Map<Integer, Long> lags = new ConcurrentHashMap<>();
        TestClock clock = new TestClock(Clock.systemUTC());
        InboxBuilder builder = inbox(Guard.NONE, OnFailure.HALT).listener(name -> new LoopListener() {
            @Override
            public void onLag(Map<Integer, Long> lagByPartition) {
                lags.putAll(lagByPartition);
            }
        });
        builder.clock = clock;
        topic.send(Sent.of("1", PLACED, "a"));
        Inbox inbox = start(builder);
        awaitOffset(1);

        try (Producer<byte[], byte[]> foreign = topic.openTransaction()) {
            topic.send(Sent.of("1", PLACED, "b"));
            await().atMost(BOUND).until(() -> lags.getOrDefault(0, 0L) == 2);
            assertThat(inbox.states()).containsEntry(topic.name(), new LoopState.Polling());
            clock.pass(Duration.ofSeconds(31));

            assertThat(awaitHalt(inbox).cause())
                    .startsWith("a transaction has been open at offset 1 of " + topic.name() + "-0 since at least ");
            assertThat(applied(topic)).containsExactly("a");
            foreign.commitTransaction();
        }

        await().atMost(BOUND).until(() -> inbox.states().get(topic.name()) instanceof LoopState.Polling);
        awaitOffset(4);
        assertThat(applied(topic)).containsExactly("a", "b");
        await().atMost(BOUND).until(() -> lags.getOrDefault(0, -1L) == 0);
    }

    private static List<Sent> manyEvents() {
        return IntStream.range(0, 200)
                .mapToObj(number -> Sent.of("key" + number % 7, PLACED, Integer.toString(number)))
                .toList();
    }

    private static void assertAppliedInOrderOfEachKey(TestTopic of, List<Sent> events) {
        assertThat(applied(of)).hasSize(events.size());
        for (int key = 0; key < 7; key++) {
            String name = "key" + key;
            assertThat(texts(
                            "select value from applied where topic = ? and key = '" + name + "' order by id",
                            of.name()))
                    .isEqualTo(events.stream()
                            .filter(event -> name.equals(event.key()))
                            .map(Sent::value)
                            .toList());
        }
    }
}
