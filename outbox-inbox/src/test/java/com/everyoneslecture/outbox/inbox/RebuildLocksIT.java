package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.inbox.ParkedKeys.Retried;
import com.everyoneslecture.outbox.inbox.TestTopic.Sent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
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
