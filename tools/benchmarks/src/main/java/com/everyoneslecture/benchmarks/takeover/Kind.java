package com.everyoneslecture.benchmarks.takeover;

import com.everyoneslecture.localstack.LocalServer;
import java.util.concurrent.TimeUnit;

/** What happens to the relay that streams. */
enum Kind {
    KILL("kill -9", true) {
        @Override
        void begin(LocalServer relay, Ways ways) throws InterruptedException {
            relay.kill();
        }

        @Override
        void end(LocalServer relay, Ways ways) throws InterruptedException {
            relay.start();
        }
    },
    STOP("stopped in order, as by a rolling update", true) {
        @Override
        void begin(LocalServer relay, Ways ways) throws InterruptedException {
            relay.stop();
        }

        @Override
        void end(LocalServer relay, Ways ways) throws InterruptedException {
            relay.start();
        }
    },
    FREEZE("frozen", true) {
        @Override
        void begin(LocalServer relay, Ways ways) throws InterruptedException {
            relay.pause();
        }

        @Override
        void end(LocalServer relay, Ways ways) throws InterruptedException {
            relay.resume();
        }
    },
    CUT_DATABASE("cut off from the database", true) {
        @Override
        void begin(LocalServer relay, Ways ways) {
            ways.database().cut();
        }

        @Override
        void end(LocalServer relay, Ways ways) {
            ways.database().restore();
        }
    },
    CUT_KAFKA("cut off from Kafka", true) {
        @Override
        void begin(LocalServer relay, Ways ways) {
            ways.kafka().cut();
        }

        @Override
        void end(LocalServer relay, Ways ways) {
            ways.kafka().restore();
        }
    },
    CUT_BOTH("cut off from both", true) {
        @Override
        void begin(LocalServer relay, Ways ways) {
            ways.database().cut();
            ways.kafka().cut();
        }

        @Override
        void end(LocalServer relay, Ways ways) {
            ways.kafka().restore();
            ways.database().restore();
        }
    },
    PAUSE("frozen for 2 s", false) {
        @Override
        void begin(LocalServer relay, Ways ways) throws InterruptedException {
            relay.pause();
            TimeUnit.SECONDS.sleep(2);
            relay.resume();
        }

        @Override
        void end(LocalServer relay, Ways ways) {}
    };

    private final String text;
    private final boolean endsTheStream;

    Kind(String text, boolean endsTheStream) {
        this.text = text;
        this.endsTheStream = endsTheStream;
    }

    abstract void begin(LocalServer relay, Ways ways) throws InterruptedException;

    abstract void end(LocalServer relay, Ways ways) throws InterruptedException;

    /** Whether the other relay has to take over; otherwise it must not. */
    boolean endsTheStream() {
        return endsTheStream;
    }

    @Override
    public String toString() {
        return text;
    }
}
