package com.everyoneslecture.outbox.capture.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LongSessionTest {

    private static final Duration INTERVAL = Duration.ofMillis(1);

    private final CountDownLatch aborted = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Semaphore checks = new Semaphore(0);

    /** This thread waits for the latch as it would wait for the response to a statement. */
    @Test
    void endsAStatementWhoseServerIsUnreachable() throws Exception {
        try (LongSession session = session(Duration.ofMillis(5), "08001")) {
            assertThat(session.connection()).isNotNull();
            aborted.await();
        }
        assertThat(closed).isTrue();
    }

    @Test
    void leavesAStatementWhoseServerHasNotBeenUnreachableForLong() throws Exception {
        try (LongSession session = session(Duration.ofMinutes(1), "08001")) {
            assertThat(session.connection()).isNotNull();
            checks.acquire(5);
        }
        assertThat(aborted.getCount()).isOne();
    }

    @Test
    void leavesAStatementWhoseServerRespondsWithARejection() throws Exception {
        try (LongSession session = session(Duration.ZERO, "53300")) {
            assertThat(session.connection()).isNotNull();
            checks.acquire(5);
        }
        assertThat(aborted.getCount()).isOne();
    }

    /** The driver does not notice an interrupt while it waits for the response. */
    @Test
    void endsAStatementWhoseThreadIsInterruptedAlsoWhileTheServerHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CompletableFuture<Thread> user = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(() -> {
            try (LongSession session =
                    new LongSession(connection(), () -> hangUntil(hanging), INTERVAL, Duration.ofMinutes(1))) {
                assertThat(session.connection()).isNotNull();
                user.complete(Thread.currentThread());
                while (!closed.get() && aborted.getCount() > 0) {
                    LockSupport.parkNanos(INTERVAL.toNanos());
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Thread.interrupted();
        });
        checks.acquire();
        user.get().interrupt();

        boolean ended = aborted.await(5, TimeUnit.SECONDS);
        closed.set(true);
        hanging.countDown();
        assertThat(interrupted.get()).isTrue();
        assertThat(ended).isTrue();
    }

    private void hangUntil(CountDownLatch hanging) {
        checks.release();
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LongSession session(Duration patience, String sqlState) {
        return new LongSession(
                connection(),
                () -> {
                    checks.release();
                    throw new SQLException("no", sqlState);
                },
                INTERVAL,
                patience);
    }

    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "abort" -> aborted.countDown();
                        case "close" -> closed.set(true);
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }
}
