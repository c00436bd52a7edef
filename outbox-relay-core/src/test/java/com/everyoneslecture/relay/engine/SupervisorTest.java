package com.everyoneslecture.relay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.capture.slot.SlotInUseException;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Standby;
import com.everyoneslecture.relay.report.RelayState.Starting;
import com.everyoneslecture.relay.report.RelayState.Stopped;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SupervisorTest {

    private final Queue<Session.Opener> openings = new ArrayDeque<>();
    private final States states = new States();
    private final Supervisor supervisor = new Supervisor(
            this::openNext,
            new FailurePolicy(new RelayRemedies("outbox_relay", OutboxNames.parse("public.outbox"))),
            new SupervisorSettings(
                    Duration.ofMillis(5),
                    Duration.ofMillis(20),
                    new BackoffSettings(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(10))),
            states,
            Clock.systemUTC());

    @AfterEach
    void stop() {
        supervisor.close();
    }

    @Test
    void opensASessionAndClosesIt() {
        FakeSession session = new FakeSession();
        openings.add(any -> session);

        supervisor.start();
        states.await(Starting.class);
        states.await(Streaming.class);
        supervisor.close();

        states.await(Stopped.class);
        assertThat(session.closed).isTrue();
        assertThat(supervisor.state()).isEqualTo(new Stopped());
    }

    @Test
    void backsOffAndTriesAgainWhatPasses() {
        openings.add(any -> {
            throw new IOException("unreachable");
        });
        openings.add(any -> new FakeSession());

        supervisor.start();

        assertThat(states.await(Backoff.class).cause()).isEqualTo("unreachable");
        states.await(Starting.class);
        states.await(Streaming.class);
    }

    @Test
    void standsByWithoutAPauseWhereAnotherRelayHasTheSlot() {
        openings.add(any -> {
            throw new SlotInUseException("shop", 7, new IOException("cut"));
        });
        openings.add(states -> {
            states.accept(new Standby("backend 7"));
            states.accept(new Starting());
            return new FakeSession();
        });

        supervisor.start();

        assertThat(states.next()).isInstanceOf(Starting.class);
        assertThat(states.next()).isInstanceOf(Starting.class);
        assertThat(states.next()).isEqualTo(new Standby("backend 7"));
        assertThat(states.next()).isInstanceOf(Starting.class);
        assertThat(states.next()).isInstanceOf(Streaming.class);
    }

    @Test
    void haltsOnWhatDoesNotPassAndLooksAgain() {
        openings.add(any -> {
            throw new PrerequisiteException("no publication", "make it");
        });
        openings.add(any -> new FakeSession());

        supervisor.start();

        Halted halted = states.await(Halted.class);
        assertThat(halted.cause()).isEqualTo("no publication");
        assertThat(halted.remedy()).isEqualTo("make it");
        states.await(Streaming.class);
    }

    @Test
    void opensANewSessionWhereOneEnds() {
        FakeSession first = new FakeSession();
        openings.add(any -> first);
        openings.add(any -> new FakeSession());

        supervisor.start();
        states.await(Streaming.class);
        first.ended.completeExceptionally(new IOException("cut"));

        assertThat(states.await(Backoff.class).cause()).isEqualTo("cut");
        states.await(Streaming.class);
        assertThat(first.closed).isTrue();
    }

    /** A probe that counts the rows of the outbox may run for hours. */
    @Test
    void opensANewSessionWhereOneEndsWhileItIsProbed() throws InterruptedException {
        CountDownLatch probing = new CountDownLatch(1);
        CompletableFuture<Boolean> interruptedWhileClosing = new CompletableFuture<>();
        FakeSession first = new FakeSession() {
            @Override
            public void probe() throws Exception {
                probing.countDown();
                try {
                    new CompletableFuture<Void>().get();
                } catch (InterruptedException e) {
                    // As the driver does, which has no exception of its own for it.
                    Thread.currentThread().interrupt();
                    throw new IOException("aborted", e);
                }
            }

            @Override
            public void close() {
                interruptedWhileClosing.complete(Thread.currentThread().isInterrupted());
            }
        };
        openings.add(any -> first);
        openings.add(any -> new FakeSession());

        supervisor.start();
        probing.await();
        first.ended.completeExceptionally(new IOException("cut"));

        assertThat(states.await(Backoff.class).cause()).isEqualTo("cut");
        assertThat(interruptedWhileClosing).isCompletedWithValue(false);
        states.await(Streaming.class);
    }

    @Test
    void saysThatAServerDoesNotAnswerAndGivesTheSessionUpAfterAWhile() {
        FakeSession silent = new FakeSession();
        silent.probeFailure = new IOException("silent");
        openings.add(any -> silent);
        openings.add(any -> new FakeSession());

        supervisor.start();

        assertThat(states.await(Backoff.class).cause()).isEqualTo("silent");
        assertThat(silent.closed).isTrue();
        states.await(Streaming.class);
        assertThat(supervisor.probeFailure()).isNull();
    }

    @Test
    void stopsWhileASessionIsBeingOpened() throws InterruptedException {
        CountDownLatch opening = new CountDownLatch(1);
        openings.add(any -> {
            opening.countDown();
            new CompletableFuture<Session>().get();
            throw new AssertionError("unreachable");
        });

        supervisor.start();
        opening.await();
        supervisor.close();

        assertThat(supervisor.state()).isEqualTo(new Stopped());
    }

    /**
     * An unreachable server can block a probe for longer than a close may take. The session is still closed without
     * an interrupt.
     */
    @Test
    void stopsWhileAProbeIsHeldUp() throws InterruptedException {
        CountDownLatch probing = new CountDownLatch(1);
        CompletableFuture<Boolean> interruptedWhileClosing = new CompletableFuture<>();
        openings.add(any -> new FakeSession() {
            @Override
            public void probe() throws Exception {
                probing.countDown();
                try {
                    new CompletableFuture<Void>().get();
                } catch (InterruptedException e) {
                    // As Kafka's clients do.
                    Thread.currentThread().interrupt();
                    throw e;
                }
            }

            @Override
            public void close() {
                interruptedWhileClosing.complete(Thread.currentThread().isInterrupted());
            }
        });

        supervisor.start();
        probing.await();
        supervisor.close();

        assertThat(supervisor.state()).isEqualTo(new Stopped());
        assertThat(interruptedWhileClosing).isCompletedWithValue(false);
    }

    @Test
    void mayBeClosedTwiceAndBeforeItsStart() {
        assertThatCode(() -> {
                    supervisor.close();
                    supervisor.close();
                    supervisor.start();
                })
                .doesNotThrowAnyException();
        assertThat(supervisor.state()).isEqualTo(new Stopped());
    }

    @Test
    void mayBeStartedTwice() {
        openings.add(any -> new FakeSession());
        supervisor.start();
        supervisor.start();
        states.await(Streaming.class);
    }

    private Session openNext(Consumer<RelayState> standby) throws Exception {
        Session.Opener next = openings.poll();
        return next == null ? new FakeSession() : next.open(standby);
    }

    private static class FakeSession implements Session {
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile boolean closed;
        private volatile @Nullable Exception probeFailure;

        @Override
        public CompletionStage<Void> ended() {
            return ended;
        }

        @Override
        public void probe() throws Exception {
            if (probeFailure != null) {
                throw probeFailure;
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class States implements RelayListener {
        private final BlockingQueue<RelayState> seen = new LinkedBlockingQueue<>();

        @Override
        public void stateChanged(RelayState state) {
            seen.add(state);
        }

        /** Returns the next state of this kind, after any number of other states. */
        <S extends RelayState> S await(Class<S> kind) {
            for (RelayState state = next(); ; state = next()) {
                if (kind.isInstance(state)) {
                    return kind.cast(state);
                }
            }
        }

        private RelayState next() {
            try {
                RelayState state = seen.poll(10, TimeUnit.SECONDS);
                assertThat(state).as("the next state").isNotNull();
                return state;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
