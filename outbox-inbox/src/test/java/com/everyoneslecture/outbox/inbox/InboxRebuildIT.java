package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.outbox.inbox.TestTopic.Sent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of handlers are emptied together with the inbox's own rows, and filled again. */
class InboxRebuildIT extends InboxScenario {

    @ParameterizedTest
    @EnumSource
    void appliesEveryEventAgainWhateverTheGuardHadSeen(Guard guard) throws SQLException {
        topic.send(
                Sent.of("1", PLACED, "a").version(1),
                Sent.of("1", PLACED, "b").version(2),
                Sent.of("2", PLACED, "c").version(1));
        Inbox inbox = start(rebuildable(guard));
        awaitOffset(3);
        execute("update applied set value = 'wrong' where topic = '" + topic.name() + "'");

        Rebuild rebuild = inbox.rebuilds().start(false);

        assertThat(rebuild.generation()).isEqualTo(1);
        await().atMost(BOUND).until(() -> isDone(inbox, rebuild));
        assertThat(applied(topic)).containsExactly("a", "b", "c");
    }

    @Test
    void forgetsParkedKeysWhoseEventsAreReadAgain() throws SQLException {
        failing.add("a1");
        topic.send(Sent.of("a", PLACED, "a1"), Sent.of("a", PLACED, "a2"), Sent.of("b", PLACED, "b1"));
        Inbox inbox = start(rebuildable(Guard.EVENT_ID));
        awaitOffset(3);
        assertThat(inbox.parked().list(10)).hasSize(1);
        failing.clear();

        Rebuild rebuild = inbox.rebuilds().start(false);

        await().atMost(BOUND).until(() -> isDone(inbox, rebuild));
        assertThat(inbox.parked().list(10)).isEmpty();
        assertThat(applied(topic)).containsExactly("a1", "a2", "b1");
    }

    /** Rows are deleted one by one here, so that only the offsets' locks prevent a batch from running in between. */
    @Test
    void leavesEachEventOnceWhereRebuildsComeInTheMiddleOfBatches() throws SQLException {
        List<String> values =
                IntStream.range(0, 400).mapToObj(Integer::toString).toList();
        Inbox inbox = start(rebuildable(Guard.NONE).batchSize(7));
        topic.send(values.subList(0, 200).stream()
                .map(value -> Sent.of("a", PLACED, value))
                .toList());
        Rebuild last = inbox.rebuilds().start(false);
        for (int round = 1; round < 8; round++) {
            int before = 200 + (round - 1) * 25;
            topic.send(values.subList(before, before + 25).stream()
                    .map(value -> Sent.of("a", PLACED, value))
                    .toList());
            await().atMost(BOUND).until(() -> storedOffset(topic) > 0);
            last = inbox.rebuilds().start(false);
        }
        topic.send(values.subList(375, 400).stream()
                .map(value -> Sent.of("a", PLACED, value))
                .toList());

        Rebuild newest = last;
        await().atMost(BOUND).until(() -> isDone(inbox, newest));
        awaitOffset(400);
        assertThat(applied(topic)).isEqualTo(values);
        assertThat(inbox.rebuilds().newest(3))
                .hasSize(3)
                .first()
                .extracting(Rebuild::generation)
                .isEqualTo(8L);
    }

    /** A partition that has no offset yet has no row that the rebuild could lock. */
    @ParameterizedTest
    @EnumSource
    void losesNothingOfAPartitionWhoseFirstRecordComesWhileTheTablesAreEmptied(Guard guard) throws SQLException {
        TestTopic wide = topic(2);
        CountDownLatch emptying = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        Inbox other =
                inbox(guard, OnFailure.HALT, wide).rebuilds(connection -> {}).build();
        open.add(other);
        Inbox inbox = start(inbox(guard, OnFailure.HALT, wide).rebuilds(connection -> {
            emptying.countDown();
            uninterruptibly(sent);
            empty(connection, wide);
        }));
        wide.send(Sent.of("1", PLACED, "a").version(1));
        await().atMost(BOUND).until(() -> applied(wide).equals(List.of("a")));
        inbox.close();
        execute("delete from shipping.inbox_offset where topic = '" + wide.name() + "'");
        execute("delete from shipping.inbox_rebuild_partition where topic = '" + wide.name() + "'");

        CompletableFuture<Void> rebuild = CompletableFuture.runAsync(() -> rebuild(inbox));
        uninterruptibly(emptying);
        other.start();
        await().during(Duration.ofMillis(500))
                .atMost(BOUND)
                .until(() -> applied(wide).size() <= 1);
        sent.countDown();
        rebuild.join();

        await().atMost(BOUND).until(() -> storedOffset(wide) == 1);
        assertThat(applied(wide)).containsExactly("a");
    }

    /** Its tables have the rows of the events, because no rebuild has emptied them. */
    @Test
    void appliesNothingAgainWhereAnInboxLearnsOfRebuildsLater() {
        topic.send(Sent.of("1", PLACED, "a"), Sent.of("1", PLACED, "b"));
        Inbox before = start(inbox(Guard.NONE, OnFailure.HALT));
        awaitOffset(2);
        before.close();
        topic.send(Sent.of("1", PLACED, "c"));

        start(rebuildable(Guard.NONE));

        awaitOffset(3);
        assertThat(applied(topic)).containsExactly("a", "b", "c");
    }

    @Test
    void isRejectedWhereTheInboxDoesNotKnowItsTables() {
        Inbox inbox = inbox(Guard.NONE, OnFailure.HALT).build();

        assertThatThrownBy(inbox::rebuilds)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("InboxBuilder.rebuilds");
    }

    private InboxBuilder rebuildable(Guard guard) {
        return inbox(guard, OnFailure.PARK_KEY).rebuilds(this::empty);
    }

    private void empty(Connection connection) throws SQLException {
        empty(connection, topic);
    }

    private static void empty(Connection connection, TestTopic of) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from applied where topic = ?")) {
            statement.setString(1, of.name());
            statement.executeUpdate();
        }
    }

    private static void rebuild(Inbox inbox) {
        try {
            inbox.rebuilds().start(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isDone(Inbox inbox, Rebuild rebuild) throws SQLException {
        return inbox.rebuilds().find(rebuild.generation()).orElseThrow().isDone();
    }
}
