package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.ControlClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Drops the relay's replication slot. */
@Command(
        name = "drop-slot",
        header = "Drop the relay's replication slot, as an administrator could.",
        description = {
            "",
            "Ends the session that streams from the slot. The relay, if it runs, creates a new",
            "slot, and publishes from the outbox the events that the topics do not have.",
            ""
        })
final class DropSlotCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        new ControlClient(Home.running()).dropSlot();
        spec.commandLine().getOut().println("the slot is dropped");
        return 0;
    }
}
