package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.outbox.inbox.TestTopic.Sent;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Applies events in the order of their partitions, and handles events that fail. */
class InboxIT extends InboxScenario {

    @Test
    void createsTheTablesWhereSeveralProcessesDoSoAtOnceAndAgain() {
        execute("create schema several");

        IntStream.range(0, 8).parallel().forEach(process -> createTables("several"));

        assertThat(texts("select tablename from pg_tables where schemaname = ?", "several"))
                .hasSize(7);
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
    void writesEventsWhoseHandlerThrowsAnErrorToTheDeadLetterTopicAndGoesOn() {
        Map<String, Supplier<Error>> errors = Map.of(
                "b", StackOverflowError::new,
                "c", () -> new NoClassDefFoundError("com/example/Missing"),
                "d", AssertionError::new);
        topic.send(Stream.of("a", "b", "c", "d", "e")
                .map(value -> Sent.of("1", PLACED, value))
                .toList());

        Inbox inbox = start(builder(Guard.NONE, OnFailure.DEAD_LETTER).on(PLACED, (event, connection) -> {
            insert(event, connection);
            Supplier<Error> error = errors.get(String.valueOf(event.valueText()));
            if (error != null) {
                throw error.get();
            }
        }));

        awaitOffset(5);
        assertThat(applied(topic)).containsExactly("a", "e");
        assertThat(topic.deadLetters(3))
                .extracting(letter -> new String(letter.value(), UTF_8))
                .containsExactly("b", "c", "d");
        assertThat(inbox.isAlive()).isTrue();
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

    /** A Spring context may be stopped and started, or restored from a checkpoint. */
    @Test
    void readsOnAfterItWasClosedAndStartedAgain() throws SQLException {
        failing.add("b");
        topic.send(Sent.of("1", PLACED, "a"), Sent.of("2", PLACED, "b"));
        InboxBuilder builder = inbox(Guard.NONE, OnFailure.PARK_KEY);
        Inbox inbox = start(builder);
        awaitOffset(2);
        assertThat(inbox.parked().list(10)).hasSize(1);

        inbox.close();
        assertThat(inbox.isAlive()).isFalse();
        builder.group("a member of another group would apply all events again");
        failing.clear();
        topic.send(Sent.of("2", PLACED, "c"), Sent.of("3", PLACED, "d"));
        inbox.start();

        awaitOffset(4);
        assertThat(inbox.isAlive()).isTrue();
        assertThat(applied(topic)).containsExactly("a", "d");
        assertThat(inbox.parked().list(10))
                .singleElement()
                .satisfies(key -> assertThat(key.waiting()).isEqualTo(2));
        inbox.close();
        assertThat(inbox.states().get(topic.name())).isEqualTo(new LoopState.Stopped());
    }
}
