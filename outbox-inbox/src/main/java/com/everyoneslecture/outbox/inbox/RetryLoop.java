package com.everyoneslecture.outbox.inbox;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Repeats a step until it succeeds. In between it keeps polling with every partition paused, so that the group does not
 * consider this member dead and a rebalance never waits for a database. Used by the loop's thread alone.
 */
final class RetryLoop {

    /** A step that may throw. */
    interface Step {
        /** Returns whether it is done, as opposed to no longer being right. */
        boolean run() throws SQLException;
    }

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);

    private final Poll poll;
    private final Assignment assignment;
    private final LoopStatus status;
    private final StopSignal stop;
    private final Clock clock;

    RetryLoop(Poll poll, Assignment assignment, LoopStatus status, StopSignal stop, Clock clock) {
        this.poll = poll;
        this.assignment = assignment;
        this.status = status;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Returns once the step is done or no longer applicable, a partition is withdrawn, or the loop is to stop.
     *
     * @return whether the step is done
     */
    boolean run(Step step) {
        int withdrawals = assignment.withdrawals();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    boolean done = step.run();
                    if (attempt > 1) {
                        status.polling();
                    }
                    return done;
                } catch (WakeupException | InterruptException stopping) {
                    return false;
                } catch (SQLException | RuntimeException | Error failure) {
                    if (failure instanceof Error error && FatalErrors.include(error)) {
                        throw error;
                    }
                    if (stop.isGiven() || !waitOut(status.failed(failure, attempt), withdrawals)) {
                        return false;
                    }
                }
            }
        } finally {
            assignment.resume();
        }
    }

    /**
     * Waits, and returns whether another attempt is useful. Does not catch a failure of the poll itself: it ends the session.
     */
    private boolean waitOut(Duration delay, int withdrawals) {
        Instant until = clock.instant().plus(delay);
        assignment.pause();
        try {
            Duration left = delay;
            while (left.compareTo(Duration.ZERO) > 0 && assignment.withdrawals() == withdrawals && !stop.isGiven()) {
                poll.records(left.compareTo(POLL_TIMEOUT) < 0 ? left : POLL_TIMEOUT);
                left = Duration.between(clock.instant(), until);
            }
        } catch (WakeupException | InterruptException stopping) {
            return false;
        }
        return assignment.withdrawals() == withdrawals && !stop.isGiven();
    }
}
