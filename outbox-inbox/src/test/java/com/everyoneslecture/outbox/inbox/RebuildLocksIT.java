package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.outbox.inbox.ParkedKeys.Retried;
import com.everyoneslecture.outbox.inbox.TestTopic.Sent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A rebuild and the retry of a parked key, in two processes of a service. Both lock the key's row first; in any other order
 * PostgreSQL would end one of the two as a deadlock.
 */
class RebuildLocksIT extends InboxScenario {

    private final AtomicReference<Runnable> inTheHandler = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> whileEmptying = new AtomicReference<>(() -> {});

    @BeforeEach
    void parkAKey() {
        failing.add("a1");
        topic.send(Sent.of("a", PLACED, "a1").version(1));
    }

    @ParameterizedTest
    @EnumSource
    void aRebuildWaitsForTheRetryThatIsUnderWay(Guard guard) throws Exception {
        Inbox retrying = parked(guard);
        Inbox rebuilding = closed(builder(guard));
        AtomicReference<CompletableFuture<Rebuild>> rebuild = new AtomicReference<>();
        inTheHandler.set(() -> {
            rebuild.set(inBackground(() -> rebuilding.rebuilds().start(false)));
            LockWaits.awaitOne(DATABASE.admin());
        });

        assertThat(retrying.parked().retry(topic.name(), "a")).isEqualTo(new Retried(1, 0, null));

        assertThat(rebuild.get().get(60, TimeUnit.SECONDS).generation()).isEqualTo(1);
        assertThat(applied(topic)).isEmpty();
        assertThat(guarded()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aRetryWaitsForTheRebuildThatIsUnderWayAndAppliesNothing(Guard guard) throws Exception {
        Inbox retrying = parked(guard);
        Inbox rebuilding = closed(builder(guard));
        AtomicReference<CompletableFuture<Retried>> retry = new AtomicReference<>();
        whileEmptying.set(() -> {
            retry.set(inBackground(() -> retrying.parked().retry(topic.name(), "a")));
            LockWaits.awaitOne(DATABASE.admin());
        });

        rebuilding.rebuilds().start(false);

        assertThat(retry.get().get(60, TimeUnit.SECONDS)).isEqualTo(new Retried(0, 0, null));
        assertThat(applied(topic)).isEmpty();
        assertThat(guarded()).isZero();
    }

    /** A snapshot from before the rebuild's commit would not show the batch that a rebuild is due. */
    @Test
    void aBatchAtRepeatableReadThatWaitsForTheRebuildIsReadAgainAndAppliedOnce() throws Exception {
        failing.clear();
        Inbox reading = start(builder(Guard.NONE)
                .transactions(() -> new RepeatableRead(new DataSourceTransactions(DATABASE.admin()))));
        awaitOffset(1);
        whileEmptying.set(() -> {
            topic.send(Sent.of("b", PLACED, "b1").version(1));
            LockWaits.awaitOne(DATABASE.admin());
        });

        reading.rebuilds().start(false);

        await().atMost(BOUND)
                .until(() -> !texts(
                                "select 'x' from shipping.inbox_rebuild_partition"
                                        + " where topic = ? and generation = 1 and rewound_at is not null",
                                topic.name())
                        .isEmpty());
        awaitOffset(2);
        assertThat(applied(topic)).containsExactly("a1", "b1");
    }

    /** Returns an inbox that has parked the key and reads no more. */
    private Inbox parked(Guard guard) throws SQLException {
        Inbox inbox = start(builder(guard));
        awaitOffset(1);
        inbox.close();
        assertThat(inbox.parked().list(10)).hasSize(1);
        failing.clear();
        return inbox;
    }

    private Inbox closed(InboxBuilder builder) {
        Inbox inbox = builder.build();
        open.add(inbox);
        return inbox;
    }

    private InboxBuilder builder(Guard guard) {
        return builder(guard, OnFailure.PARK_KEY)
                .on(PLACED, (event, connection) -> {
                    store(event, connection);
                    inTheHandler.get().run();
                })
                .rebuilds(connection -> {
                    whileEmptying.get().run();
                    empty(connection);
                });
    }

    private void empty(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from applied where topic = ?")) {
            statement.setString(1, topic.name());
            statement.executeUpdate();
        }
    }

    private int guarded() {
        return texts("select 'x' from shipping.inbox_version where topic = ?", topic.name())
                        .size()
                + texts("select 'x' from shipping.inbox_event_id where topic = ?", topic.name())
                        .size();
    }

    /** The transactions of a service whose database, role or pool sets this isolation level. */
    private record RepeatableRead(InboxTransactions transactions) implements InboxTransactions {

        @Override
        public <T> T inTransaction(Work<T> work) throws Exception {
            return transactions.inTransaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set transaction isolation level repeatable read");
                }
                return work.run(connection);
            });
        }

        @Override
        public void abort() {
            transactions.abort();
        }
    }

    /** A call that can fail. */
    private interface Call<T> {
        T run() throws Exception;
    }

    private static <T> CompletableFuture<T> inBackground(Call<T> call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.run();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }
}
