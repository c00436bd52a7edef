package com.everyoneslecture.relay.command;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.doctor.ConnectorCheck;
import com.everyoneslecture.relay.doctor.Doctor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks all prerequisites of the relay. */
@Command(
        name = "doctor",
        header = "Check everything that the relay needs, and show the fix of each problem.",
        description = {
            "",
            "Changes nothing. A FAIL prevents the relay from working or breaks its guarantee; a warn",
            "causes a problem later. Exit status: 0 no FAIL, 1 at least one.",
            ""
        })
final class DoctorCommand implements Callable<Integer> {

    private final Supplier<RelayProperties> settings;
    private final Output output;

    @Option(names = "--json", description = "Print an array of {area, check, status, detail, advice, fix}.")
    private boolean json;

    @Option(
            names = "--connect",
            paramLabel = "URL,…",
            split = ",",
            description = "The workers of Kafka Connect, if a connector runs the relay there: http://host:port.")
    private List<URI> workers = new ArrayList<>();

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            defaultValue = "outbox",
            description = "The name of that connector; ${DEFAULT-VALUE} by default.")
    private String connector = "outbox";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DoctorCommand(Supplier<RelayProperties> settings, Output output) {
        this.settings = settings;
        this.output = output;
    }

    @Override
    public Integer call() {
        workers.stream().filter(worker -> !isAddress(worker)).findFirst().ifPresent(worker -> {
            throw new ParameterException(
                    spec.commandLine(), "--connect: '" + worker + "' is not of the form http://host:port");
        });
        RelayProperties relay = settings.get();
        List<Finding> findings = new Doctor(
                        relay.database(),
                        relay.slot(),
                        relay.capture().connector(),
                        relay.kafka(),
                        relay.topics(),
                        relay.routing(),
                        workers.isEmpty() ? null : new ConnectorCheck(workers, connector))
                .findings();
        if (json) {
            Json.print(output, findings);
        } else {
            new FindingLines(output).print(findings);
        }
        return findings.stream().anyMatch(finding -> finding.status() == Status.FAIL)
                ? RelayCommands.FINDINGS
                : RelayCommands.FINE;
    }

    private static boolean isAddress(URI worker) {
        return List.of("http", "https").contains(String.valueOf(worker.getScheme())) && worker.getHost() != null;
    }
}
