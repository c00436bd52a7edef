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
            "Each component's process, port, state and health, with the reason where it is",
            "down; the relay's state and capture; its replication slot; topics with their",
            "end offsets; consumer groups with their lag. What cannot be asked is said to",
            "be unknown.",
            ""
        })
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "For programs.")
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
