package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who takes part. */
public final class Contenders {

    /** The bare minimum. */
    public static final Contender LIMIT = new Limit();

    /** The relay as it ships. */
    public static final Contender RELAY = new Relay("relay", null);

    private static final String OTHER_BUILD = "relay, other build";

    /** Names of those whom the others are set against, where they take part. */
    public static final List<String> TO_COMPARE =
            List.of("Debezium Server, documented", "Debezium Server, tuned", OTHER_BUILD);

    private Contenders() {}

    /** Returns the limit, the relay and those that the options ask for. Peers are fetched the first time. */
    public static List<Contender> of(BenchmarkOptions options, Progress progress) {
        List<Contender> contenders = new ArrayList<>(List.of(LIMIT, RELAY));
        Optional<Path> otherBuild = options.against();
        if (otherBuild.isPresent()) {
            contenders.add(new Relay(OTHER_BUILD, otherBuild.get().toAbsolutePath()));
        }
        if (options.peers()) {
            contenders.addAll(peers(progress));
        }
        return List.copyOf(contenders);
    }

    private static List<Contender> peers(Progress progress) {
        Peers installed = Peers.ofThisCheckout();
        installed.install(progress);
        return List.of(
                new DebeziumServer(installed, Tuning.DOCUMENTED),
                new DebeziumServer(installed, Tuning.TUNED),
                new KafkaConnect(installed, Tuning.DOCUMENTED),
                new KafkaConnect(installed, Tuning.TUNED));
    }
}
