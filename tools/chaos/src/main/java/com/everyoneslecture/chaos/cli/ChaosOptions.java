package com.everyoneslecture.chaos.cli;

import com.everyoneslecture.chaos.fault.Fault;
import com.everyoneslecture.chaos.fault.FaultSequence;
import com.everyoneslecture.chaos.fault.Faults;
import com.everyoneslecture.chaos.fault.PairedFault;
import com.everyoneslecture.chaos.run.RunSettings;
import com.everyoneslecture.localstack.cli.RelayProgramConverter;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say what a run is like. */
final class ChaosOptions {

    private static final int HIGHEST_RATE = 5_000;
    private static final double LONGEST_MINUTES = 24 * 60.0;
    private static final long HIGHEST_HOLD_SECONDS = 3_600;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = {
                "After which no further fault is begun; 3 by default. With",
                "--each there is no bound unless this is given."
            })
    private @Nullable Double minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The same seed gives the same faults in the same order; some by default.")
    private long seed = ThreadLocalRandom.current().nextLong(1, 1_000_000);

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "200",
            description = "Events that are written each second; ${DEFAULT-VALUE} by default.")
    private int rate;

    @Option(
            names = "--faults",
            paramLabel = "a,b,…",
            split = ",",
            description = "Only these faults; those that --list shows. `kafka` means each whose name has that.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--pairs-with",
            paramLabel = "FAULT",
            description = {
                "Each of the faults together with this one, which comes right before it",
                "and again while it holds: add-partition, disconnect-category-db, …"
            })
    private @Nullable String companion;

    @Option(
            names = "--each",
            description = "Each of the faults once, in the order of --list, instead of a random sequence.")
    private boolean each;

    @Option(
            names = "--hold",
            paramLabel = "SECONDS",
            description = "How long each fault lasts, instead of 1 to 8 s at random.")
    private @Nullable Long hold;

    @Option(
            names = "--relay-on",
            paramLabel = "PROGRAM",
            defaultValue = "service",
            converter = RelayProgramConverter.class,
            description = {
                "What runs the relay: service, outbox-relay, or connect, two workers of",
                "Kafka Connect with the connector; ${DEFAULT-VALUE} by default."
            })
    private RelayProgram relay = RelayProgram.SERVICE;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** @param on where the faults have to be possible */
    RunSettings settings(Substrate on) {
        if (relay == RelayProgram.CONNECT && on != Substrate.LOCAL) {
            throw new ParameterException(spec.commandLine(), "--relay-on connect runs local only, not on " + on);
        }
        requireBetween("--rate", rate, 1, HIGHEST_RATE);
        if (minutes != null) {
            requireBetween("--minutes", minutes, 0, LONGEST_MINUTES);
        }
        if (hold != null) {
            requireBetween("--hold", hold, 0, HIGHEST_HOLD_SECONDS);
        }
        Optional<Duration> held = Optional.ofNullable(hold).map(Duration::ofSeconds);
        List<Fault> broken = paired(chosen(on), on);
        FaultSequence sequence =
                each ? FaultSequence.each(broken, seed, held) : FaultSequence.random(broken, seed, held);
        double bound = minutes != null ? minutes : each ? LONGEST_MINUTES : 3;
        return new RunSettings(seed, rate, Duration.ofMillis((long) (bound * 60_000)), sequence);
    }

    /** Returns the program that runs the relay. */
    RelayProgram relay() {
        return relay;
    }

    /** The options that give the same faults again. */
    String again() {
        StringBuilder text = new StringBuilder("--seed " + seed + " --rate " + rate);
        if (minutes != null) {
            text.append(" --minutes ").append(plain(minutes));
        }
        if (!faults.isEmpty()) {
            text.append(" --faults ").append(String.join(",", faults));
        }
        if (companion != null) {
            text.append(" --pairs-with ").append(companion);
        }
        if (each) {
            text.append(" --each");
        }
        if (hold != null) {
            text.append(" --hold ").append(hold);
        }
        if (relay != RelayProgram.SERVICE) {
            text.append(" --relay-on ").append(relay);
        }
        return text.toString();
    }

    private List<Fault> chosen(Substrate on) {
        if (faults.isEmpty()) {
            return on.faults(relay);
        }
        List<Fault> chosen = new ArrayList<>();
        for (String name : faults) {
            meant(name, on).stream().filter(fault -> !chosen.contains(fault)).forEach(chosen::add);
        }
        return chosen;
    }

    /** Each of the faults but the companion itself with it. */
    private List<Fault> paired(List<Fault> alone, Substrate on) {
        String name = companion;
        if (name == null) {
            return alone;
        }
        Fault with = on.faults(relay).stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .filter(Faults::canAccompany)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--pairs-with: '" + name + "' cannot accompany a fault; these can: "
                                + on.faults(relay).stream()
                                        .filter(Faults::canAccompany)
                                        .map(Fault::name)
                                        .collect(Collectors.joining(", "))));
        List<Fault> pairs = alone.stream()
                .filter(fault -> !fault.equals(with))
                .map(fault -> (Fault) new PairedFault(fault, with))
                .toList();
        if (pairs.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--pairs-with: no other fault is chosen by --faults");
        }
        return pairs;
    }

    /** The fault of that name, or each whose name has that. */
    private List<Fault> meant(String name, Substrate on) {
        List<Fault> exact = Faults.list(relay).stream()
                .filter(fault -> fault.name().equals(name))
                .toList();
        List<Fault> named = exact.isEmpty()
                ? Faults.list(relay).stream()
                        .filter(fault -> !name.isBlank() && fault.name().contains(name))
                        .toList()
                : exact;
        List<Fault> possible = named.stream().filter(on::supports).toList();
        if (possible.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    named.isEmpty()
                            ? "--faults: there is no fault '" + name + "'; --list shows them"
                            : "--faults: '" + name + "' cannot happen on " + on + "; --on " + on
                                    + " --list shows what can");
        }
        return possible;
    }

    private void requireBetween(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            Locale.ROOT, "%s: %s is not between %.0f and %.0f", option, plain(value), least, most));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
