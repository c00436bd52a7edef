package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.localstack.stack.Capture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The contenders. */
public final class Contenders {

    /** The reference with the minimum of work. */
    public static final Contender LIMIT = new Limit(false);

    private static final Contender LIMIT_OF_THE_SAME_RECORDS = new Limit(true);

    private static final String THIS_BUILD = "relay";
    private static final String OTHER_BUILD = "relay, other build";

    /** The names of the contenders with which the others are compared, if they take part. */
    public static final List<String> TO_COMPARE = List.of(
            LIMIT_OF_THE_SAME_RECORDS.name(),
            "Debezium Server, documented",
            "Debezium Server, tuned",
            OTHER_BUILD,
            Relay.named(OTHER_BUILD, Capture.DEBEZIUM),
            Relay.named(OTHER_BUILD, Capture.WAL));

    private Contenders() {}

    /** Returns the relay of this build with each of the captures that the options name; with its default if they name none. */
    public static List<Contender> relays(BenchmarkOptions options) {
        return Relay.each(THIS_BUILD, null, options.captures());
    }

    /** Returns whether it only shows what the machine allows, and is no program for use. */
    public static boolean isLimit(Contender contender) {
        return contender instanceof Limit;
    }

    /** Returns whether it is the relay of this build, with any capture. */
    public static boolean isRelay(Contender contender) {
        return contender instanceof Relay relay && relay.build().equals(THIS_BUILD);
    }

    /** Returns whether its guarantees are those of this build: the relay with any capture, and the relay as a connector. */
    public static boolean isOwn(Contender contender) {
        return isRelay(contender) || contender instanceof OutboxConnect;
    }

    /**
     * Returns the limits, the relay and those that the options select. Peers are fetched the first time.
     *
     * @param usual the captures that the relay of this build runs with, each in its turn, if the options name none. Another build
     *     keeps its own default then, because it may be older than the setting
     */
    public static List<Contender> of(BenchmarkOptions options, List<Capture> usual, Progress progress) {
        List<Capture> captures = options.captures().isEmpty() ? usual : options.captures();
        List<Contender> contenders = new ArrayList<>(List.of(LIMIT, LIMIT_OF_THE_SAME_RECORDS));
        contenders.addAll(Relay.each(THIS_BUILD, null, captures));
        Optional<Path> otherBuild = options.against();
        if (otherBuild.isPresent()) {
            contenders.addAll(Relay.each(OTHER_BUILD, otherBuild.get().toAbsolutePath(), options.captures()));
        }
        if (options.peers()) {
            contenders.addAll(peers(progress));
        }
        return List.copyOf(contenders);
    }

    /**
     * Returns the limit, the relay with each of its captures, and the connectors on Kafka Connect: the relay's own and
     * Debezium's. Kafka Connect is fetched the first time.
     */
    public static List<Contender> onConnect(BenchmarkOptions options, List<Capture> usual, Progress progress) {
        Peers installed = Peers.ofThisCheckout();
        installed.installConnect(progress);
        List<Contender> contenders = new ArrayList<>(List.of(LIMIT));
        contenders.addAll(Relay.each(
                THIS_BUILD,
                null,
                options.captures().isEmpty() ? List.of(Capture.DEBEZIUM, Capture.WAL) : options.captures()));
        contenders.add(new OutboxConnect(installed));
        contenders.add(new KafkaConnect(installed, Tuning.DOCUMENTED));
        contenders.add(new KafkaConnect(installed, Tuning.TUNED));
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
