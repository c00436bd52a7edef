package com.everyoneslecture.relay.command;

import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.relay.verify.Verification;
import com.everyoneslecture.relay.verify.VerifySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the outbox with the topics. */
@Command(
        name = "verify",
        header = "Compare the outbox with the topics, event by event.",
        description = {
            "",
            "Reads both sides. Of the relay's own data it uses only the last safe point, to tell lost events from",
            "unpublished ones. Changes nothing. Exit status: 0 every event is in its topic, once and in order;",
            "1 an event is lost, unpublished, doubled, misordered or a phantom.",
            ""
        })
final class VerifyCommand implements Callable<Integer> {

    private final Supplier<RelayProperties> settings;
    private final Output output;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Option(
            names = "--since",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Only events that occurred at this time or later: 2026-11-22T09:30:00Z.")
    private @Nullable Instant since;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "How long to wait for the relay to publish the present rows of the outbox. Default: ${DEFAULT-VALUE}.")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many events of each kind to name. Default: ${DEFAULT-VALUE}.")
    private int limit;

    VerifyCommand(Supplier<RelayProperties> settings, Output output) {
        this.settings = settings;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        RelayProperties relay = settings.get();
        Report report;
        try (ProgressLines progress = new ProgressLines(output)) {
            report = new Verification(relay.database(), relay.slot(), relay.kafka(), relay.routing(), progress)
                    .run(new VerifySettings(since, patience, Math.max(0, limit)));
        }
        if (json) {
            Json.print(output, report);
        } else {
            new ReportLines(output).print(report);
        }
        return report.clean() ? RelayCommands.FINE : RelayCommands.FINDINGS;
    }
}
