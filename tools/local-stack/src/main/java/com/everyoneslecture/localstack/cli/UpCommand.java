package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.ClassArchives;
import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Console;
import com.everyoneslecture.localstack.stack.Links;
import com.everyoneslecture.localstack.stack.Stack;
import com.everyoneslecture.localstack.stack.StackLayout;
import com.everyoneslecture.localstack.stack.StackServers;
import com.everyoneslecture.localstack.stack.Supervisor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the system in the foreground. */
@Command(
        name = "up",
        sortOptions = false,
        header = "Start everything, stay in the foreground, stop everything at Ctrl-C.",
        description = {
            "",
            "Ctrl-C or SIGTERM stops all components: console and services first, then Kafka,",
            "then the databases. The data are kept for the next start.",
            "",
            "A line that begins with `ready` is printed when all components are healthy. A",
            "component that dies is reported, and stays down until `outbox start`.",
            ""
        },
        footer = {"", "Port 0 selects a free port; `outbox status` shows it."})
final class UpCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--fresh", description = "Delete all data first.")
    private boolean fresh;

    @Option(
            names = "--demonstration",
            description = "Allow the console to break components, replay events and retry dead letters, and, "
                    + "with one broker, `outbox cut` to cut connections. Without it, the console is read-only.")
    private boolean demonstration;

    @Mixin
    private CaptureOption capture = new CaptureOption();

    @Mixin
    private Ports ports = new Ports();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        CommandTime time = CommandTime.ofThisInvocation();
        Map<ComponentName, Integer> chosen = validPorts();
        StackLayout layout = Home.layout();
        try (Stack stack = Stack.claim(layout).orElseThrow(() -> alreadyUp(layout))) {
            TerminationSignals signals = TerminationSignals.caught();
            PrintWriter out = spec.commandLine().getOut();
            stack.endOrphans()
                    .forEach((name, process) -> out.println(
                            "ended " + name + " (pid " + process.pid() + "), left by an `up` that was killed"));
            requireFree(chosen);
            if (fresh) {
                stack.empty();
                out.println("all data deleted");
            }
            requireBrokers(stack.brokersOfData(), chosen);
            if (stack.settle()) {
                out.println("category-db continues with the data of category-db-standby, which was promoted");
            }
            UpLines lines = new UpLines(
                    out, spec.commandLine().getErr(), new WaitingLine(out, Terminal.isThere()), time::elapsed);
            ClassArchives archives = Home.archives();
            try (Links links = links(chosen);
                    UpLines ticking = lines.ticking()) {
                StackServers servers = stack.servers(
                        chosen,
                        links,
                        demonstration ? Console.DEMONSTRATING : Console.READ_ONLY,
                        capture.chosen(),
                        archives);
                Supervisor supervisor = new Supervisor(
                        servers.all(),
                        () -> {
                            lines.migrating();
                            stack.migrate(servers);
                            lines.migrated();
                        },
                        lines);
                return new RunningStack(
                                layout,
                                servers,
                                links,
                                capture.chosen(),
                                supervisor,
                                archives,
                                ticking,
                                signals.exitStatus())
                        .run();
            }
        }
    }

    /** Returns connections that can be cut in demonstrations; those to a cluster of brokers cannot. */
    private Links links(Map<ComponentName, Integer> chosen) {
        return demonstration && !chosen.containsKey(ComponentName.KAFKA_2) ? Links.proxied() : Links.direct();
    }

    /** Returns the chosen ports, or throws because of options that exclude each other. */
    Map<ComponentName, Integer> validPorts() {
        String problem = ports.onConnect() && capture.chosen().isPresent()
                ? "--capture is for the service: the connector reads with the relay's own reader"
                : ports.problem();
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
        Map<ComponentName, Integer> chosen = ports.byComponent();
        chosen.forEach((name, port) -> {
            if (port < 0 || port > HIGHEST_PORT) {
                throw new ParameterException(
                        spec.commandLine(), name.portOption() + ": " + port + " is not between 0 and " + HIGHEST_PORT);
            }
        });
        Map<Integer, List<String>> byPort = new TreeMap<>();
        chosen.forEach((name, port) ->
                byPort.computeIfAbsent(port, any -> new ArrayList<>()).add(name.portOption()));
        byPort.forEach((port, options) -> {
            if (port != 0 && options.size() > 1) {
                throw new ParameterException(
                        spec.commandLine(), String.join(" and ", options) + " are the same: " + port);
            }
        });
        return chosen;
    }

    private static void requireFree(Map<ComponentName, Integer> ports) {
        List<ComponentName> busy = Stack.busy(ports);
        if (!busy.isEmpty()) {
            throw new IllegalStateException(busy.stream()
                    .map(name -> "port " + ports.get(name) + ", for " + name
                            + ", is in use by another program; choose another one with " + name.portOption())
                    .collect(Collectors.joining("\n        ")));
        }
    }

    /** Fails if the brokers' data are of another number of brokers: the controllers of a cluster do not change. */
    private static void requireBrokers(int made, Map<ComponentName, Integer> chosen) {
        long brokers =
                ComponentName.brokers().stream().filter(chosen::containsKey).count();
        if (made != 0 && made != brokers) {
            throw new IllegalStateException("the existing data were created with --brokers " + made + ", not " + brokers
                    + "; start with --brokers " + made + ", or with --fresh, which deletes all data");
        }
    }

    private static IllegalStateException alreadyUp(StackLayout layout) {
        String pid = RunFile.ofLiving(layout.runFile())
                .map(run -> " (pid " + run.pid() + ")")
                .orElse("");
        return new IllegalStateException("an `up` is running already" + pid + "; Ctrl-C stops it");
    }
}
