package com.everyoneslecture.relay.report;

import java.time.Instant;

/**
 * The state of the relay. Health, metrics and log read only this, so that they agree.
 *
 * <pre>
 *               start()               this relay has the slot
 *   Stopped ──────────────▶ Starting ────────────────────────▶ Streaming
 *      ▲                    ▲ │ │  ▲                                │
 *      │      the slot is   │ │ │  │ until                          │
 *      │      free          │ │ │  │                                │
 *      │            Standby ┘◀┘ └─▶ Backoff, Halted ◀───────────────┤ a failure
 *      │               ▲                                            │
 *      │               └────────────────────────────────────────────┘ another relay has the slot
 *      └── close(), from each
 * </pre>
 *
 * <p>A halted relay tries again from time to time, so that no restart is needed once an operator has fixed the cause.
 */
public sealed interface RelayState {

    /** Returns the state in one word, for metrics and logs. */
    String name();

    /** Checks the database and Kafka, and opens connections. No events flow. */
    record Starting() implements RelayState {
        @Override
        public String name() {
            return "starting";
        }
    }

    /**
     * Another relay streams from the slot. This one is ready to take over as soon as the slot is free.
     *
     * @param holder the backend that streams from it, as far as the server shows it
     */
    record Standby(String holder) implements RelayState {
        @Override
        public String name() {
            return "standby";
        }
    }

    /** Events flow as they are committed. */
    record Streaming() implements RelayState {
        @Override
        public String name() {
            return "streaming";
        }
    }

    /**
     * A temporary failure, such as an unreachable server.
     *
     * @param cause in words
     * @param until when the relay tries again
     */
    record Backoff(String cause, Instant until) implements RelayState {
        @Override
        public String name() {
            return "backoff";
        }
    }

    /**
     * A failure that an operator has to fix.
     *
     * @param cause in words
     * @param remedy the action to take
     * @param until when the relay tries again
     */
    record Halted(String cause, String remedy, Instant until) implements RelayState {
        @Override
        public String name() {
            return "halted";
        }
    }

    /** Not started yet, or stopped. */
    record Stopped() implements RelayState {
        @Override
        public String name() {
            return "stopped";
        }
    }
}
