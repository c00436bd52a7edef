package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.capture.slot.SlotInUseException;
import com.everyoneslecture.outbox.retry.Decision;
import com.everyoneslecture.outbox.retry.Decision.Lasting;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Starting;
import com.everyoneslecture.relay.report.RelayState.Stopped;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session open: opens one, waits for its end, classifies its failure with the {@link FailurePolicy}, waits accordingly
 * and opens the next. A session that ended is never used again, because Debezium's engine cannot be restarted.
 *
 * <p>One thread does all of this and owns the session. A probe may run for hours, because it compares the outbox with the ledger;
 * if the session ends meanwhile, the probe is interrupted, and the session counts as ended at once. Any thread may call {@link #start()} and {@link #close()}, more than
 * once and in any order; after a close there is no start.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    /** The duration after which a session counts as stable: the next failure is the first again. */
    private static final Duration STABLE_AFTER = Duration.ofSeconds(30);

    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(4_500);

    /** The time that a running probe still has once the relay closes. */
    private static final Duration PROBE_END_PATIENCE = Duration.ofMillis(500);

    private final Session.Opener opener;
    private final FailurePolicy policy;
    private final SupervisorSettings settings;
    private final RelayListener listener;
    private final Clock clock;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "supervisor");
    private volatile RelayState state = new Stopped();
    private volatile @Nullable String probeFailure;

    /** The session that the thread probes now, which an unreachable server can block; null if it probes none. */
    private @Nullable Session probed;

    public Supervisor(
            Session.Opener opener,
            FailurePolicy policy,
            SupervisorSettings settings,
            RelayListener listener,
            Clock clock) {
        this.opener = opener;
        this.policy = policy;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Returns the relay's current state. */
    public RelayState state() {
        return state;
    }

    /** Returns why the last probe of the servers failed while events should flow; null if it succeeded. */
    @Nullable
    public String probeFailure() {
        return probeFailure;
    }

    /** Returns false after an unexpected thread death; restart the process then. */
    public boolean alive() {
        return thread.getState() != Thread.State.TERMINATED;
    }

    public synchronized void start() {
        if (thread.getState() == Thread.State.NEW && !closing.isDone()) {
            thread.start();
        }
    }

    /** Returns when the relay has stopped, within five seconds, even if a server is unreachable. */
    @Override
    public void close() {
        try {
            synchronized (this) {
                closing.complete(null);
                awaitEndOfProbe();
                if (!(state instanceof Streaming) || probed != null) {
                    // The thread may be waiting for an unreachable server; a session whose events flow is closed in
                    // order instead.
                    thread.interrupt();
                }
            }
            thread.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.atWarn().log("the relay did not stop in time; its thread is abandoned");
        }
    }

    private synchronized void awaitEndOfProbe() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PROBE_END_PATIENCE.toNanos();
        for (long nanos = PROBE_END_PATIENCE.toNanos();
                probed != null && nanos > 0;
                nanos = deadlineNanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
    }

    /**
     * Runs a probe that is interrupted if the session ends, and that {@link #close} may interrupt; the interrupt does not reach the
     * thread's next step.
     */
    private void probe(Session session) throws Exception {
        synchronized (this) {
            if (isOver(session)) {
                return;
            }
            probed = session;
        }
        try {
            session.probe();
        } finally {
            synchronized (this) {
                probed = null;
                if (isOver(session)) {
                    boolean unused = Thread.interrupted();
                }
                notifyAll();
            }
        }
    }

    private boolean isOver(Session session) {
        return closing.isDone() || session.ended().toCompletableFuture().isDone();
    }

    private synchronized void endProbe(Session session) {
        if (session.equals(probed)) {
            thread.interrupt();
        }
    }

    private void run() {
        int failures = 0;
        while (!closing.isDone()) {
            become(new Starting());
            Instant began = clock.instant();
            Throwable failure = runSession();
            if (failure instanceof SlotInUseException inUse && inUse.streaming()) {
                LOG.atDebug().setCause(failure).log("another relay has the slot; this one stands by");
            } else if (failure != null) {
                boolean wasStable = Duration.between(began, clock.instant()).compareTo(STABLE_AFTER) > 0;
                failures = wasStable ? 1 : failures + 1;
                waitAfter(failure, failures);
            }
        }
        become(new Stopped());
    }

    /** Runs one session from its opening to its end and returns why it ended; null if the relay is closing. */
    private @Nullable Throwable runSession() {
        try (Session session = opener.open(this::become)) {
            become(new Streaming());
            watch(session);
            return null;
        } catch (Throwable failure) {
            return closing.isDone() ? null : failure;
        } finally {
            probeFailure = null;
        }
    }

    /**
     * Returns when the relay is closing; throws when the session has failed or a prerequisite is gone. A server that does not
     * respond for a while may only be slow, so events continue to flow. A server that does not respond for long is unreachable,
     * and its connections may be dead without a sign. That time counts from the first failure, not from the last response: a
     * process that was frozen in between has not probed, and its session may be about to report why it ended.
     */
    private void watch(Session session) throws Throwable {
        CompletableFuture<Object> over =
                CompletableFuture.anyOf(closing, session.ended().toCompletableFuture());
        CompletionStage<?> unused = session.ended().whenComplete((nothing, failure) -> endProbe(session));
        Instant failingSince = null;
        while (!isDoneWithin(settings.probeInterval(), over)) {
            try {
                probe(session);
                probeFailure = null;
                failingSince = null;
            } catch (PrerequisiteException missing) {
                // A slow server recovers, but a missing prerequisite does not, and the stream may lack events.
                throw missing;
            } catch (Exception failure) {
                if (isOver(session)) {
                    continue;
                }
                probeFailure = policy.decide(failure).cause();
                failingSince = failingSince == null ? clock.instant() : failingSince;
                if (Duration.between(failingSince, clock.instant()).compareTo(settings.probePatience()) > 0) {
                    throw failure;
                }
            }
        }
    }

    private void waitAfter(Throwable failure, int failures) {
        LOG.atDebug().setCause(failure).log("the session ended");
        Decision decision = policy.decide(failure);
        Duration wait = decision instanceof Lasting
                ? settings.backoff().halted()
                : settings.backoff().after(failures, RandomGenerator.getDefault());
        Instant until = clock.instant().plus(wait).truncatedTo(ChronoUnit.MILLIS);
        become(
                decision instanceof Lasting lasting
                        ? new Halted(lasting.cause(), lasting.remedy(), until)
                        : new Backoff(decision.cause(), until));
        try {
            isDoneWithin(wait, closing);
        } catch (Throwable interrupted) {
            LOG.atDebug().setCause(interrupted).log("woken to stop");
        }
    }

    private static boolean isDoneWithin(Duration wait, CompletableFuture<?> future) throws Throwable {
        try {
            future.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private void become(RelayState next) {
        state = next;
        listener.stateChanged(next);
    }
}
