package com.everyoneslecture.chaos.cli;

import com.everyoneslecture.chaos.fault.Fault;
import com.everyoneslecture.chaos.fault.Faults;
import com.everyoneslecture.chaos.fault.PairedFault;
import com.everyoneslecture.chaos.stack.Deployment;
import com.everyoneslecture.localstack.cli.RelayProgramConverter;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that select the system and its faults. */
final class FaultOptions {

    @Option(
            names = "--relays",
            paramLabel = "N",
            defaultValue = "1",
            description = "The number of relays on the slot, 1 to 3; ${DEFAULT-VALUE} by default. With more "
                    + "than one, and without --faults, all faults are of the relays.")
    private int relays;

    @Option(
            names = "--relay-on",
            paramLabel = "PROGRAM",
            defaultValue = "service",
            converter = RelayProgramConverter.class,
            description = "What runs the relay: service, outbox-relay, or connect, two workers of "
                    + "Kafka Connect with the connector; ${DEFAULT-VALUE} by default.")
    private RelayProgram program = RelayProgram.SERVICE;

    @Option(
            names = "--standby",
            description = "The category database has a standby. Without --faults, the run repeatedly "
                    + "promotes it, lets the former primary rejoin, and breaks relays and standby.")
    private boolean standby;

    @Option(
            names = "--faults",
            paramLabel = "a,b,…",
            split = ",",
            description = "Only these faults of --list. `kafka` selects every fault with that in its name.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--pairs-with",
            paramLabel = "FAULT",
            description = "Combines each fault with this one, which is injected right before it and "
                    + "again while it lasts: add-partition, disconnect-category-db, …")
    private @Nullable String companion;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Returns the components of the system. */
    Deployment deployment(Substrate on) {
        if (relays < 1 || relays > Deployment.MOST_RELAYS) {
            throw problem("--relays: " + relays + " is not between 1 and " + Deployment.MOST_RELAYS);
        }
        Deployment deployment = new Deployment(program, relays, standby);
        if (program == RelayProgram.CONNECT && deployment.hasOptionalParts()) {
            throw problem("--relays and --standby: not with --relay-on connect");
        }
        if (!on.supports(deployment)) {
            throw problem("--relays, --standby and --relay-on connect run local only, not on " + on);
        }
        return deployment;
    }

    /** Returns all faults that can be chosen, in the order in which they are listed. */
    List<Fault> possible(Substrate on) {
        return Faults.of(deployment(on)).stream().filter(on::supports).toList();
    }

    /** Returns the faults of the run. */
    List<Fault> chosen(Substrate on) {
        List<Fault> possible = possible(on);
        List<Fault> chosen = new ArrayList<>();
        for (String name : faults) {
            meant(name, on, possible).stream()
                    .filter(fault -> !chosen.contains(fault))
                    .forEach(chosen::add);
        }
        return paired(faults.isEmpty() ? usual(on, possible) : chosen, possible);
    }

    /** Returns the options that select the same system and faults again. */
    String again() {
        return (program == RelayProgram.SERVICE ? "" : " --relay-on " + program)
                + (relays == 1 ? "" : " --relays " + relays)
                + (standby ? " --standby" : "")
                + (faults.isEmpty() ? "" : " --faults " + String.join(",", faults))
                + (companion == null ? "" : " --pairs-with " + companion);
    }

    private List<Fault> usual(Substrate on, List<Fault> possible) {
        List<String> names =
                Faults.usual(deployment(on)).stream().map(Fault::name).toList();
        return possible.stream().filter(fault -> names.contains(fault.name())).toList();
    }

    /** Returns pairs of each fault with the companion, without the companion itself. */
    private List<Fault> paired(List<Fault> alone, List<Fault> possible) {
        String name = companion;
        if (name == null) {
            return alone;
        }
        Fault with = named(name, possible)
                .filter(Faults::canAccompany)
                .findFirst()
                .orElseThrow(() -> problem("--pairs-with: '" + name + "' cannot accompany a fault; these can: "
                        + possible.stream()
                                .filter(Faults::canAccompany)
                                .map(Fault::name)
                                .collect(Collectors.joining(", "))));
        List<Fault> pairs = alone.stream()
                .filter(fault -> !fault.equals(with))
                .map(fault -> (Fault) new PairedFault(fault, with))
                .toList();
        if (pairs.isEmpty()) {
            throw problem("--pairs-with: no other fault is chosen by --faults");
        }
        return pairs;
    }

    /** Returns the fault with that name, or else all faults whose names contain it. */
    private List<Fault> meant(String name, Substrate on, List<Fault> possible) {
        List<Fault> found = matching(name, possible);
        if (found.isEmpty()) {
            throw problem(
                    matching(name, Faults.of(deployment(on))).isEmpty()
                            ? "--faults: there is no fault '" + name + "'; --list shows them"
                            : "--faults: '" + name + "' cannot happen on " + on + "; --on " + on
                                    + " --list shows what can");
        }
        return found;
    }

    private static List<Fault> matching(String name, List<Fault> among) {
        List<Fault> exactly = named(name, among).toList();
        return exactly.isEmpty()
                ? among.stream()
                        .filter(fault -> !name.isBlank() && fault.name().contains(name))
                        .toList()
                : exactly;
    }

    private static Stream<Fault> named(String name, List<Fault> among) {
        return among.stream().filter(fault -> fault.name().equals(name));
    }

    private ParameterException problem(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
