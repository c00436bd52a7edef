package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.process.LogFile;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the log of a component, whether {@code up} runs or not. */
@Command(
        name = "logs",
        header = "Show the end of a component's log.",
        description = {"", "Works whether `up` runs or not.", ""})
final class LogsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "COMPONENT",
            converter = ComponentConverter.class,
            description = "category-db, lecture-db, kafka, category-app, outbox-relay, lecture-projector, console, "
                    + "or another one that `outbox status` shows, such as kafka-2.")
    private ComponentName component = ComponentName.KAFKA;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "Number of lines; ${DEFAULT-VALUE} by default.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Keep printing new lines, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogFile log = Home.layout().log(component);
        if (!Files.exists(log.path())) {
            throw new IllegalStateException(component + " has no log yet: " + log.path() + " does not exist");
        }
        new LogPrinter(log, System.out).print(lines, follow);
        return 0;
    }
}
