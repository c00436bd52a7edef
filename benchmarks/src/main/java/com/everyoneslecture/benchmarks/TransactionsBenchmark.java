package com.everyoneslecture.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What exactly-once costs: the relay's path as it ships, against the same path without transactions and ledger. */
@Command(
        name = "transactions",
        description = "What transactions and ledger cost: the relay as it ships, against an idempotent producer alone.")
final class TransactionsBenchmark implements Callable<Integer> {

    private static final List<Integer> EVENTS_PER_TRANSACTION = List.of(100, 1);

    @Option(names = "--events", defaultValue = "300000", description = "Events in each drain: ${DEFAULT-VALUE}.")
    private int events;

    @Option(names = "--rounds", defaultValue = "3", description = "Drains of each kind: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (events < 100 || events % 100 != 0 || rounds < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--events must be a multiple of 100, and --rounds at least 1");
        }
        Machine machine = Machine.here();
        List<Comparison> comparisons = new ArrayList<>();
        try (Servers servers = Servers.start()) {
            for (int perTransaction : EVENTS_PER_TRANSACTION) {
                comparisons.add(compare(servers, new Load(events, perTransaction)));
            }
        }
        Report report = new Report(machine, events, rounds, comparisons);
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonMapper.shared()
                                        .writerWithDefaultPrettyPrinter()
                                        .writeValueAsString(report)
                                : report.text());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** The slot is made before the load is written, and each drain gets a copy of it. */
    private Comparison compare(Servers servers, Load load) throws Exception {
        String slot = "load_" + load.perTransaction();
        servers.execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        load.write(servers);
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            // They take turns to be first: what the machine does meanwhile hits both.
            boolean first = round % 2 == 1;
            (first ? with : without).add(drain(servers, slot, round, first));
            (first ? without : with).add(drain(servers, slot, round, !first));
        }
        servers.execute("select pg_drop_replication_slot('" + slot + "')");
        return Comparison.of(load.perTransaction(), with, without);
    }

    private double drain(Servers servers, String slot, int round, boolean transactions) throws Exception {
        String copy = slot + (transactions ? "_with_" : "_without_") + round;
        servers.execute("select pg_copy_logical_replication_slot('" + slot + "', '" + copy + "')");
        try {
            return Drain.perSecond(servers, copy, events, transactions);
        } finally {
            servers.execute(
                    "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots where slot_name = '" + copy
                            + "' and active");
            servers.execute("select pg_drop_replication_slot('" + copy + "')");
        }
    }
}
