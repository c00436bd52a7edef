package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.status.StackStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Prints the status of the system. */
@Command(
        name = "status",
        header = "Show components, relay, replication slot, topics and lag.",
        description = {
            "",
            "Each component's process, port, state and health, with the reason if it is",
            "down; the relay's state and capture; its replication slot; topics with their end",
            "offsets; consumer groups with their lag. Values of an unreachable server are",
            "shown as unknown.",
            ""
        })
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print the status as JSON, for programs.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        StackStatus status = new ControlClient(Home.running()).status();
        String text = json
                ? new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(status) + "\n"
                : StatusText.of(status);
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
