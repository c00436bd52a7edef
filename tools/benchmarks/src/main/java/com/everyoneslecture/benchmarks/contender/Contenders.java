package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.report.Progress;
import java.util.List;

/** Who takes part. */
public final class Contenders {

    /** The bare minimum. */
    public static final Contender LIMIT = new Limit();

    /** The relay as it ships. */
    public static final Contender RELAY = new Relay();

    /** Names of those whom the others are set against, where they take part. */
    public static final List<String> TO_COMPARE = List.of("Debezium Server, documented", "Debezium Server, tuned");

    private Contenders() {}

    /** All of them; those that are not of this repository only if they are asked for. The first time, they are fetched. */
    public static List<Contender> all(boolean peers, Progress progress) {
        if (!peers) {
            return List.of(LIMIT, RELAY);
        }
        Peers installed = Peers.ofThisCheckout();
        installed.install(progress);
        return List.of(
                LIMIT,
                RELAY,
                new DebeziumServer(installed, Tuning.DOCUMENTED),
                new DebeziumServer(installed, Tuning.TUNED),
                new KafkaConnect(installed, Tuning.DOCUMENTED),
                new KafkaConnect(installed, Tuning.TUNED));
    }
}
