package com.everyoneslecture.relay.report;

import java.time.Instant;

/**
 * What the relay is doing. Health, metrics and log all read this, and nothing else, so that they agree.
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
 * A halted relay looks again from time to time, so that what a person has mended needs no restart.
 */
public sealed interface RelayState {

    /** In one word, for metrics and people. */
    String name();

    /** Looks at the database and at Kafka, and opens what it needs. Nothing flows. */
    record Starting() implements RelayState {
        @Override
        public String name() {
            return "starting";
        }
    }

    /**
     * Another relay streams from the slot. This one is ready to take over as soon as the slot is free.
     *
     * @param holder who streams from it, as far as the server tells
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
     * Something is away that will come back.
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
     * Something is wrong that a person has to mend.
     *
     * @param cause in words
     * @param remedy what to do about it
     * @param until when the relay looks again
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
