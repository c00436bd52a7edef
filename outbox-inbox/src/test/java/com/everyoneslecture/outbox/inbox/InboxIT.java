package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.ParkedKeys.Retried;
import com.everyoneslecture.outbox.inbox.TestTopic.Sent;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The inbox against servers. Its handler stores the value of each event; a value can be made to fail. */
class InboxIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String PLACED = "orders.OrderPlaced";

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.LECTURE);

    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final FaultyTransactions transactions = new FaultyTransactions(DATABASE.admin(), 42);
    private TestTopic topic;

    @BeforeAll
    static void createTables() {
        execute("create schema shipping");
        createTables("shipping");
        execute("create table applied (id bigint generated always as identity, topic text, key text, value text)");
    }

    @BeforeEach
    void createTopic() {
        topic = topic(1);
    }

    @AfterEach
    void close() throws Exception {
        for (int last = open.size() - 1; last >= 0; last--) {
            open.get(last).close();
        }
    }

    @Test
    void createsTheTablesWhereSeveralProcessesDoSoAtOnceAndAgain() {
        execute("create schema several");

        IntStream.range(0, 8).parallel().forEach(process -> createTables("several"));

        assertThat(texts("select tablename from pg_tables where schemaname = ?", "several"))
                .hasSize(5);
    }

    @Test
    void appliesEventsOfSeveralTopicsByTheirTypeWithTheOffset() {
        TestTopic other = topic(2);
        topic.send(Sent.of("1", PLACED, "a"), Sent.of("1", "orders.Other", "skipped"), Sent.of(null, PLACED, "b"));
        other.send(Sent.of("1", PLACED, "c"));

        start(inbox(Guard.NONE, OnFailure.HALT).topics(other.name()).on("orders.Cancelled", (event, connection) -> {
            throw new AssertionError("no such event was sent");
        }));

        await().atMost(BOUND).until(() -> applied(topic).size() + applied(other).size() == 3);
        assertThat(applied(topic)).containsExactly("a", "b");
        assertThat(applied(other)).containsExactly("c");
        assertThat(storedOffset(topic)).isEqualTo(3);
    }

    @Test
    void failsForATypeWithoutAHandlerUnlessOthersAreIgnored() {
        topic.send(Sent.of("1", "orders.Other", "a"));

        Inbox inbox = start(builder(Guard.NONE, OnFailure.HALT).on(PLACED, this::store));

        assertThat(awaitHalt(inbox).cause()).contains("no handler for events of type orders.Other");
    }

    @Test
    void appliesOnlyHigherVersionsOfAnAggregateAndEveryEventOfAVersion() {
        Sent third = Sent.of("1", PLACED, "a3").version(3);
        Sent alsoThird = Sent.of("1", PLACED, "a3, too").version(3);
        topic.send(
                Sent.of("1", PLACED, "a1").version(1),
                third,
                Sent.of("1", PLACED, "a2").version(2),
                third,
                alsoThird,
                third,
                alsoThird,
                Sent.of("2", PLACED, "b1").version(1),
                Sent.of("1", PLACED, "1 of another kind").version(2).source("/returns"),
                Sent.of("1", PLACED, "a4").version(4),
                alsoThird);

        start(inbox(Guard.VERSION, OnFailure.HALT));

        awaitOffset(11);
        assertThat(applied(topic)).containsExactly("a1", "a3", "a3, too", "b1", "1 of another kind", "a4");
    }

    @Test
    void appliesAnEventIdOnceAndForgetsItAfterItsTime() {
        Sent event = Sent.of("1", PLACED, "a");
        topic.send(event, event, Sent.of("1", PLACED, "b"), event);
        execute("insert into shipping.inbox_event_id values ('" + topic.name() + "', '" + topic.name()
                + "', 'old', now() - interval '30 days 1 minute'), ('" + topic.name() + "', '" + topic.name()
                + "', 'young', now() - interval '29 days')");

        start(inbox(Guard.EVENT_ID, OnFailure.HALT));

        awaitOffset(4);
        assertThat(applied(topic)).containsExactly("a", "b");
        assertThat(texts("select event_id from shipping.inbox_event_id where topic = ?", topic.name()))
                .hasSize(3)
                .contains("young")
                .doesNotContain("old");
    }

    @Test
    void writesAnEventThatCannotBeAppliedToTheDeadLetterTopicAndGoesOn() {
        failing.add("b");
        topic.send(Sent.of("1", PLACED, "a"), Sent.of("1", PLACED, "b"), Sent.of("1", PLACED, "c"));

        start(inbox(Guard.EVENT_ID, OnFailure.DEAD_LETTER));

        awaitOffset(3);
        assertThat(applied(topic)).containsExactly("a", "c");
        List<ConsumerRecord<byte[], byte[]>> letters = topic.deadLetters(1);
        assertThat(letters).hasSize(1);
        assertThat(new String(letters.get(0).value(), UTF_8)).isEqualTo("b");
        assertThat(new String(letters.get(0).headers().lastHeader("dlt_offset").value(), UTF_8))
                .isEqualTo("1");
    }

    @Test
    void haltsUntilTheEventCanBeAppliedWhileOtherTopicsGoOn() {
        TestTopic other = topic(1);
        failing.add("b");
        topic.send(Sent.of("1", PLACED, "a"), Sent.of("2", PLACED, "b"), Sent.of("3", PLACED, "c"));
        Inbox inbox = start(inbox(Guard.NONE, OnFailure.HALT).topics(other.name()));

        assertThat(awaitHalt(inbox).cause()).contains(topic.name() + "-0 offset 1");
        other.send(Sent.of("1", PLACED, "d"));
        await().atMost(BOUND).until(() -> applied(other).equals(List.of("d")));
        assertThat(applied(topic)).containsExactly("a");

        failing.clear();
        awaitOffset(3);
        assertThat(applied(topic)).containsExactly("a", "b", "c");
    }

    @Test
    void parksAKeyAndAppliesItsEventsInOrderAfterARetry() throws SQLException {
        failing.add("a2");
        topic.send(
                Sent.of("a", PLACED, "a1"),
                Sent.of("a", PLACED, "a2"),
                Sent.of("b", PLACED, "b1"),
                Sent.of("a", PLACED, "a3"),
                Sent.of("a", PLACED, null));
        Inbox inbox = start(inbox(Guard.EVENT_ID, OnFailure.PARK_KEY));
        awaitOffset(5);
        assertThat(applied(topic)).containsExactly("a1", "b1");

        ParkedKey parked = onlyParked(inbox);
        assertThat(parked.topic()).isEqualTo(topic.name());
        assertThat(parked.key()).isEqualTo("a");
        assertThat(parked.waiting()).isEqualTo(3);
        assertThat(parked.reason()).contains("cannot store a2");

        Retried failed = inbox.parked().retry(topic.name(), "a");
        assertThat(failed.applied()).isZero();
        assertThat(failed.waiting()).isEqualTo(3);
        assertThat(failed.failure()).contains("cannot store a2");

        failing.clear();
        assertThat(inbox.parked().retry(topic.name(), "a")).isEqualTo(new Retried(3, 0, null));
        assertThat(inbox.parked().list(10)).isEmpty();
        topic.send(Sent.of("a", PLACED, "a5"));
        awaitOffset(6);
        assertThat(applied(topic)).containsExactly("a1", "b1", "a2", "a3", "null", "a5");
    }

    @Test
    void letsNoEventOvertakeAParkedOneWhileItIsRetried() throws SQLException {
        List<String> values =
                IntStream.range(0, 150).mapToObj(Integer::toString).toList();
        failing.add("0");
        topic.send(Sent.of("a", PLACED, "0"));
        Inbox inbox = start(inbox(Guard.NONE, OnFailure.PARK_KEY).batchSize(3));
        awaitOffset(1);
        failing.clear();

        topic.send(values.subList(1, 150).stream()
                .map(value -> Sent.of("a", PLACED, value))
                .toList());
        await().atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    inbox.parked().retry(topic.name(), "a");
                    return storedOffset(topic) == 150;
                });
        inbox.parked().retry(topic.name(), "a");

        assertThat(applied(topic)).isEqualTo(values);
    }

    @Test
    void sendsTheFirstWaitingEventToTheDeadLetterTopicOnRequest() throws SQLException {
        failing.add("a1");
        topic.send(Sent.of("a", PLACED, "a1"), Sent.of("a", PLACED, "a2"));
        Inbox inbox = start(inbox(Guard.EVENT_ID, OnFailure.PARK_KEY));
        awaitOffset(2);

        assertThat(inbox.parked().discardFirst(topic.name(), "a")).isTrue();

        assertThat(onlyParked(inbox).waiting()).isEqualTo(1);
        assertThat(applied(topic)).isEmpty();
        ConsumerRecord<byte[], byte[]> letter = topic.deadLetters(1).get(0);
        assertThat(new String(letter.key(), UTF_8)).isEqualTo("a");
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("a1");
        assertThat(new String(letter.headers().lastHeader("ce_type").value(), UTF_8))
                .isEqualTo(PLACED);
        assertThat(inbox.parked().retry(topic.name(), "a")).isEqualTo(new Retried(1, 0, null));
        assertThat(inbox.parked().discardFirst(topic.name(), "a")).isFalse();
        assertThat(applied(topic)).containsExactly("a2");
    }

    @Test
    void leavesAParkedEventWaitingAfterACrashBeforeTheCommitAndAppliesItOnceAfterALaterOne() throws SQLException {
        failing.add("a1");
        topic.send(Sent.of("a", PLACED, "a1"), Sent.of("a", PLACED, "a2"));
        Inbox inbox = start(inbox(Guard.NONE, OnFailure.PARK_KEY));
        awaitOffset(2);
        inbox.close();
        failing.clear();

        transactions.breakBeforeCommit(1);
        assertThatThrownBy(() -> inbox.parked().retry(topic.name(), "a")).isInstanceOf(SQLException.class);
        assertThat(onlyParked(inbox).waiting()).isEqualTo(2);
        assertThat(applied(topic)).isEmpty();

        transactions.loseAnswers(1);
        assertThatThrownBy(() -> inbox.parked().retry(topic.name(), "a")).isInstanceOf(SQLException.class);
        assertThat(onlyParked(inbox).waiting()).isEqualTo(1);
        assertThat(applied(topic)).containsExactly("a1");

        transactions.breakBeforeCommit(1);
        assertThatThrownBy(() -> inbox.parked().discardFirst(topic.name(), "a")).isInstanceOf(SQLException.class);
        assertThat(topic.deadLetters(1)).as("written before the crash").hasSize(1);
        assertThat(onlyParked(inbox).waiting()).isEqualTo(1);

        assertThat(inbox.parked().retry(topic.name(), "a")).isEqualTo(new Retried(1, 0, null));
        assertThat(applied(topic)).containsExactly("a1", "a2");
    }

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

    private static void createTables(String schema) {
        try (Connection connection = DATABASE.admin().getConnection()) {
            InboxTables.in(schema).create(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestTopic topic(int partitions) {
        TestTopic made = TestTopic.create(TestKafka.shared().bootstrapServers(), partitions);
        open.add(made);
        return made;
    }

    private InboxBuilder inbox(Guard guard, OnFailure policy) {
        return inbox(guard, policy, topic);
    }

    private InboxBuilder inbox(Guard guard, OnFailure policy, TestTopic read) {
        return builder(guard, policy, read).on(PLACED, this::store).ignoreOtherTypes();
    }

    private InboxBuilder builder(Guard guard, OnFailure policy) {
        return builder(guard, policy, topic);
    }

    private InboxBuilder builder(Guard guard, OnFailure policy, TestTopic read) {
        return Inbox.builder()
                .transactions(transactions.each())
                .tables(InboxTables.in("shipping"))
                .kafka(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))
                .group(read.name())
                .topics(read.name())
                .guard(guard)
                .onFailure(policy)
                .attempts(2)
                .backoff(new BackoffSettings(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofMillis(200)));
    }

    private Inbox start(InboxBuilder builder) {
        Inbox inbox = builder.build();
        open.add(inbox);
        inbox.start();
        return inbox;
    }

    private void store(ReceivedEvent event, Connection connection) throws SQLException {
        insert(event, connection);
        if (failing.contains(String.valueOf(event.valueText()))) {
            throw new IllegalStateException("cannot store " + event.valueText());
        }
    }

    private static void insert(ReceivedEvent event, Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into applied (topic, key, value) values (?, ?, ?)")) {
            statement.setString(1, event.topic());
            statement.setString(2, event.keyText());
            statement.setString(3, String.valueOf(event.valueText()));
            statement.executeUpdate();
        }
    }

    private Halted awaitHalt(Inbox inbox) {
        await().atMost(BOUND).until(() -> inbox.states().get(topic.name()) instanceof Halted);
        return (Halted) Objects.requireNonNull(inbox.states().get(topic.name()));
    }

    private void awaitOffset(long next) {
        await().atMost(BOUND).until(() -> storedOffset(topic) == next);
    }

    private static ParkedKey onlyParked(Inbox inbox) throws SQLException {
        List<ParkedKey> keys = inbox.parked().list(10);
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    private static List<String> applied(TestTopic of) {
        return texts("select value from applied where topic = ? order by id", of.name());
    }

    private static long storedOffset(TestTopic of) {
        return Long.parseLong(texts(
                        "select coalesce(sum(next_offset), 0)::text from shipping.inbox_offset where topic = ?",
                        of.name())
                .get(0));
    }

    private static List<String> texts(String sql, String topic) {
        try (Connection connection = DATABASE.admin().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String sql) {
        try (Connection connection = DATABASE.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
