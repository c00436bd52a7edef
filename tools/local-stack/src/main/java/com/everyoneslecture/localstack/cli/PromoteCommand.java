package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.status.ComponentStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Kills the primary of the category database and promotes its standby. */
@Command(
        name = "promote",
        header = "Kill the primary of category-db and promote its standby.",
        description = {
            "",
            "Needs `outbox up --standby`. The services and the relay connect to the new",
            "primary by themselves. The former primary is the standby once it is started",
            "again.",
            ""
        })
final class PromoteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "COMPONENT", converter = ComponentConverter.class, description = "category-db")
    private ComponentName component = ComponentName.CATEGORY_DB;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (component != ComponentName.CATEGORY_DB) {
            throw new ParameterException(spec.commandLine(), component + " has no standby: it is not category-db");
        }
        ComponentStatus primary = new ControlClient(Home.running()).promote();
        spec.commandLine().getOut().println(primary.name() + " is the primary, port " + primary.port());
        return 0;
    }
}
