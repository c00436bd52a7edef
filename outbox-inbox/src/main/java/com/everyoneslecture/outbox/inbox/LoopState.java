package com.everyoneslecture.outbox.inbox;

import java.time.Instant;
import org.apiguardian.api.API;

/**
 * The state of a poll loop, for health, metrics and logs.
 *
 * <pre>
 *               member of the group              stop()
 *    Starting ─────────────────────▶ Polling ─────────────▶ Stopped
 *      │  ▲                           │  ▲                     ▲
 *      │  │ until                     │  │ done at last        │ stop()
 *      ▼  │                           ▼  │                     │
 *      Backoff, Halted                Backoff, Halted ─────────┘
 * </pre>
 *
 * <p>Backoff is for transient failures; Halted needs an operator. Both try again, Halted at a slower pace, so that no
 * restart is needed once the cause is fixed.
 */
@API(status = API.Status.STABLE)
public sealed interface LoopState {

    /** Returns the state's name in lower case, for metrics and logs. */
    default String label() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** Not yet a member of the group. */
    record Starting() implements LoopState {}

    /** A member of the group; reads the partitions that are assigned to it, possibly none. */
    record Polling() implements LoopState {}

    /**
     * A transient failure, such as an unreachable server; the loop tries again.
     *
     * @param cause the failure, without payloads
     * @param until the time of the next attempt
     */
    record Backoff(String cause, Instant until) implements LoopState {}

    /**
     * A failure that an operator must fix. If another consumer takes records away from the group, or a transaction stays open, the
     * loop goes on with the records that it can read.
     *
     * @param cause the failure, without payloads
     * @param remedy the action for the operator
     */
    record Halted(String cause, String remedy) implements LoopState {}

    /** The loop has ended, or was never started. */
    record Stopped() implements LoopState {}
}
