package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.outbox.inbox.ParkedKeys.Retried;
import com.everyoneslecture.outbox.inbox.TestTopic.Sent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Keys whose events wait behind one that failed. */
class ParkedKeysIT extends InboxScenario {

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
    void parksAKeyWhoseHandlerThrowsAnErrorAndReportsTheErrorOfARetry() throws SQLException {
        failing.add("a1");
        topic.send(Sent.of("a", PLACED, "a1"), Sent.of("b", PLACED, "b1"));
        Inbox inbox = start(builder(Guard.NONE, OnFailure.PARK_KEY).on(PLACED, (event, connection) -> {
            insert(event, connection);
            if (failing.contains(event.valueText())) {
                throw new AssertionError("not so");
            }
        }));
        awaitOffset(2);
        assertThat(applied(topic)).containsExactly("b1");

        assertThat(inbox.parked().retry(topic.name(), "a")).isEqualTo(new Retried(0, 1, "AssertionError: not so"));

        failing.clear();
        assertThat(inbox.parked().retry(topic.name(), "a")).isEqualTo(new Retried(1, 0, null));
        assertThat(applied(topic)).containsExactly("b1", "a1");
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

        long first = onlyParked(inbox).first();
        assertThat(inbox.parked().discardFirst(topic.name(), "a", first)).isTrue();
        assertThat(inbox.parked().discardFirst(topic.name(), "a", first))
                .as("asked twice, by two operators or after a lost answer")
                .isFalse();

        assertThat(onlyParked(inbox).waiting()).isEqualTo(1);
        assertThat(applied(topic)).isEmpty();
        ConsumerRecord<byte[], byte[]> letter = topic.deadLetters(1).get(0);
        assertThat(new String(letter.key(), UTF_8)).isEqualTo("a");
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("a1");
        assertThat(new String(letter.headers().lastHeader("ce_type").value(), UTF_8))
                .isEqualTo(PLACED);
        assertThat(inbox.parked().retry(topic.name(), "a")).isEqualTo(new Retried(1, 0, null));
        assertThat(inbox.parked().discardFirst(topic.name(), "a", first)).isFalse();
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

        long second = onlyParked(inbox).first();
        transactions.breakBeforeCommit(1);
        assertThatThrownBy(() -> inbox.parked().discardFirst(topic.name(), "a", second))
                .isInstanceOf(SQLException.class);
        assertThat(topic.deadLetters(1)).as("written before the crash").hasSize(1);
        assertThat(onlyParked(inbox).waiting()).isEqualTo(1);

        assertThat(inbox.parked().retry(topic.name(), "a")).isEqualTo(new Retried(1, 0, null));
        assertThat(applied(topic)).containsExactly("a1", "a2");
    }

    private static ParkedKey onlyParked(Inbox inbox) throws SQLException {
        List<ParkedKey> keys = inbox.parked().list(10);
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }
}
