package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Operation;
import com.everyoneslecture.localstack.status.ComponentStatus;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an operation on components while {@code up} runs. */
@Command
final class OperationCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "COMPONENT",
            arity = "1..*",
            converter = ComponentConverter.class,
            description = "category-db, lecture-db, kafka, category-app, outbox-relay, lecture-projector, console, "
                    + "or another one that `outbox status` shows, such as kafka-2; several at once.")
    private List<ComponentName> components = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Operation operation;

    private OperationCommand(Operation operation) {
        this.operation = operation;
    }

    /** Adds a command for each operation. */
    static void addTo(CommandLine outbox) {
        add(
                outbox,
                Operation.KILL,
                "Kill a component (SIGKILL).",
                "As in a power failure. It stays down until `outbox start`; data that it had",
                "committed are kept.");
        add(outbox, Operation.STOP, "Stop a component gracefully.", "It stays down until `outbox start`.");
        add(
                outbox,
                Operation.START,
                "Start a component.",
                "Returns when it is healthy. If it is not healthy after two minutes, the exit",
                "status is 1, and it keeps running. Of three brokers, two must run: start them",
                "together.");
        add(
                outbox,
                Operation.PAUSE,
                "Freeze a component (SIGSTOP).",
                "Its connections stay open, but it does not answer until `outbox resume`.");
        add(outbox, Operation.RESUME, "Continue a paused component (SIGCONT).");
    }

    private static void add(CommandLine outbox, Operation operation, String header, String... description) {
        CommandLine command = new CommandLine(new OperationCommand(operation));
        Stream<String> end = description.length == 0 ? Stream.of() : Stream.of("");
        command.getCommandSpec()
                .usageMessage()
                .header(header)
                .description(Stream.of(Stream.of(""), Arrays.stream(description), end)
                        .flatMap(Function.identity())
                        .toArray(String[]::new));
        outbox.addSubcommand(operation.toString(), command);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (ComponentStatus status : new ControlClient(Home.running()).operate(components, operation)) {
            String pid = status.pid() == null ? "" : ", pid " + status.pid();
            out.println(status.name() + " " + operation.done() + pid);
        }
        return 0;
    }
}
