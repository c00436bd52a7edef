package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.LoopState.Backoff;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import com.everyoneslecture.outbox.inbox.LoopState.Starting;
import com.everyoneslecture.outbox.inbox.LoopState.Stopped;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.retry.Decision;
import com.everyoneslecture.outbox.retry.Decision.Lasting;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.FailureText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop's state: written by its thread, read by any thread. Failures are logged only here. */
final class LoopStatus {

    private static final Logger LOG = LoggerFactory.getLogger(LoopStatus.class);

    private final FailurePolicy policy;
    private final BackoffSettings backoff;
    private final Clock clock;
    private final LoopListener listener;
    private volatile LoopState state = new Stopped();

    LoopStatus(FailurePolicy policy, BackoffSettings backoff, Clock clock, LoopListener listener) {
        this.policy = policy;
        this.backoff = backoff;
        this.clock = clock;
        this.listener = listener;
    }

    LoopState state() {
        return state;
    }

    void starting() {
        to(new Starting());
    }

    void polling() {
        to(new Polling());
    }

    /** Reports that an operator must act, although the loop goes on with its partitions. */
    void halted(Halted halted) {
        to(halted);
    }

    void stopped() {
        to(new Stopped());
    }

    /** Reports that Kafka does not respond. Its client retries by itself, so no other action is needed. */
    void silent(Instant heardAt) {
        to(new Backoff("no answer from Kafka since " + heardAt.truncatedTo(ChronoUnit.SECONDS), clock.instant()));
    }

    /** Reports that the loop's thread ends because of an unexpected failure. */
    void died(Throwable failure) {
        LOG.error("The poll loop has died", failure);
        to(new Halted(FailureText.ofUnknown(failure), "restart this service"));
    }

    /**
     * Decides about a failure.
     *
     * @param attempt the number of consecutive failures, from 1
     * @return how long to wait before the next attempt
     */
    Duration failed(Throwable failure, int attempt) {
        Decision decision = policy.decide(failure);
        if (decision instanceof Lasting lasting) {
            Halted halted = new Halted(lasting.cause(), lasting.remedy());
            if (!halted.equals(state)) {
                LOG.debug("What halted the loop", failure);
            }
            to(halted);
            return backoff.halted();
        }
        Duration delay = backoff.after(attempt, RandomGenerator.getDefault());
        to(new Backoff(decision.cause(), clock.instant().plus(delay)));
        return delay;
    }

    private void to(LoopState next) {
        LoopState before = state;
        state = next;
        if (!sameTrouble(before, next)) {
            log(next);
            listener.onState(next);
        }
    }

    private static boolean sameTrouble(LoopState before, LoopState next) {
        return before.equals(next)
                || (before instanceof Backoff was
                        && next instanceof Backoff is
                        && was.cause().equals(is.cause()));
    }

    private static void log(LoopState next) {
        if (next instanceof Backoff backoff) {
            LOG.atWarn().addKeyValue("cause", backoff.cause()).log("The poll loop backs off");
        } else if (next instanceof Halted halted) {
            LOG.atError()
                    .addKeyValue("cause", halted.cause())
                    .addKeyValue("remedy", halted.remedy())
                    .log("The poll loop halts until an operator acts");
        } else {
            LOG.atInfo().addKeyValue("state", next.label()).log("The poll loop is in another state");
        }
    }
}
