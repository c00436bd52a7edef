package com.everyoneslecture.outbox.inbox;

import java.time.Instant;
import org.apiguardian.api.API;

/**
 * What the poll loop is doing. Health, metrics and logs all read this.
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
 * <p>Backoff and Halted differ in who acts: the first heals by itself, the second waits for a person. Both try again, so
 * that nobody has to restart anything once the cause is gone; Halted does it slowly.
 */
@API(status = API.Status.STABLE)
public sealed interface LoopState {

    /** A word for metrics and logs. */
    default String label() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** Not yet a member of the group. */
    record Starting() implements LoopState {}

    /** A member of the group; reads whatever partitions it is given, which may be none. */
    record Polling() implements LoopState {}

    /**
     * Something is away that is expected to come back.
     *
     * @param cause what failed, without payloads
     * @param until when it is tried again
     */
    record Backoff(String cause, Instant until) implements LoopState {}

    /**
     * Something is wrong that somebody has to put right.
     *
     * @param cause what failed, without payloads
     * @param remedy what to do about it
     */
    record Halted(String cause, String remedy) implements LoopState {}

    /** The loop has ended, or was never started. */
    record Stopped() implements LoopState {}
}
