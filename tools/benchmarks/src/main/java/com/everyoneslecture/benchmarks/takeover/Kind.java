package com.everyoneslecture.benchmarks.takeover;

import com.everyoneslecture.localstack.LocalServer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The fault of the relay that streams. */
enum Kind {
    KILL("kill -9", (relay, ways) -> relay.kill(), (relay, ways) -> relay.start()),
    STOP("stopped gracefully, as by a rolling update", (relay, ways) -> relay.stop(), (relay, ways) -> relay.start()),
    FREEZE("frozen", (relay, ways) -> relay.pause(), (relay, ways) -> relay.resume()),
    CUT_DATABASE("cut off from the database", (relay, ways) -> ways.cutDatabase(), (relay, ways) -> ways.restore()),
    CUT_KAFKA("cut off from Kafka", (relay, ways) -> ways.cutKafka(), (relay, ways) -> ways.restore()),
    CUT_BOTH(
            "cut off from both",
            (relay, ways) -> {
                ways.cutDatabase();
                ways.cutKafka();
            },
            (relay, ways) -> ways.restore()),
    PAUSE(
            "frozen for 2 s",
            (relay, ways) -> {
                relay.pause();
                TimeUnit.SECONDS.sleep(2);
                relay.resume();
            },
            (relay, ways) -> {});

    private final String text;
    private final Step begin;
    private final Step end;

    Kind(String text, Step begin, Step end) {
        this.text = text;
        this.begin = begin;
        this.end = end;
    }

    void begin(LocalServer relay, Ways ways) throws InterruptedException {
        begin.run(relay, ways);
    }

    void end(LocalServer relay, Ways ways) throws InterruptedException {
        end.run(relay, ways);
    }

    /** Returns the name by which an option selects it: {@code cut-kafka}. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns whether the other relay has to take over; otherwise it must not. */
    boolean endsTheStream() {
        return this != PAUSE;
    }

    @Override
    public String toString() {
        return text;
    }

    @FunctionalInterface
    private interface Step {
        void run(LocalServer relay, Ways ways) throws InterruptedException;
    }
}
