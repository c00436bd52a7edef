package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Operation;
import com.everyoneslecture.localstack.status.ComponentStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does something to a component while {@code up} runs. */
abstract class OperationCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "COMPONENT",
            converter = ComponentConverter.class,
            description = {"category-db, lecture-db, kafka, category-app,", "outbox-relay, lecture-projector or console"
            })
    private ComponentName component = ComponentName.KAFKA;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Operation operation;

    OperationCommand(Operation operation) {
        this.operation = operation;
    }

    @Override
    public Integer call() {
        ComponentStatus status = new ControlClient(Home.running()).operate(component, operation);
        String pid = status.pid() == null ? "" : ", pid " + status.pid();
        spec.commandLine().getOut().println(component + " " + operation.done() + pid);
        return 0;
    }

    @Command(
            name = "kill",
            header = "Kill a component (SIGKILL).",
            description = {
                "",
                "As a loss of power would. It stays down until `outbox start`; what it had",
                "committed is there then.",
                ""
            })
    static final class Kill extends OperationCommand {
        Kill() {
            super(Operation.KILL);
        }
    }

    @Command(
            name = "stop",
            header = "Stop a component in order.",
            description = {"", "It stays down until `outbox start`.", ""})
    static final class Stop extends OperationCommand {
        Stop() {
            super(Operation.STOP);
        }
    }

    @Command(
            name = "start",
            header = "Start a component.",
            description = {
                "",
                "Returns when it is healthy. If it is not after two minutes, it is left running,",
                "and the exit status is 1.",
                ""
            })
    static final class Start extends OperationCommand {
        Start() {
            super(Operation.START);
        }
    }

    @Command(
            name = "pause",
            header = "Freeze a component (SIGSTOP).",
            description = {"", "Its connections stay open, and nobody answers, until `outbox resume`.", ""})
    static final class Pause extends OperationCommand {
        Pause() {
            super(Operation.PAUSE);
        }
    }

    @Command(
            name = "resume",
            header = "Let a paused component go on (SIGCONT).",
            description = {""})
    static final class Resume extends OperationCommand {
        Resume() {
            super(Operation.RESUME);
        }
    }
}
