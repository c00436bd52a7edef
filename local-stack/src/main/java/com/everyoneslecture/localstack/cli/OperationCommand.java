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
            description = {"category-db, lecture-db, kafka, category-app,", "outbox-relay or lecture-projector"})
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
            description = {
                "Kill a component with SIGKILL, as a loss of power would. It stays down until",
                "`start`; what it had committed is there then."
            })
    static final class Kill extends OperationCommand {
        Kill() {
            super(Operation.KILL);
        }
    }

    @Command(
            name = "stop",
            description = {"Stop a component in order. It stays down until `start`."})
    static final class Stop extends OperationCommand {
        Stop() {
            super(Operation.STOP);
        }
    }

    @Command(
            name = "start",
            description = {"Start a component, and wait until it is healthy, a minute at most."})
    static final class Start extends OperationCommand {
        Start() {
            super(Operation.START);
        }
    }

    @Command(
            name = "pause",
            description = {
                "Freeze a component with SIGSTOP: its connections stay open, and nobody answers.",
                "`resume` lets it go on."
            })
    static final class Pause extends OperationCommand {
        Pause() {
            super(Operation.PAUSE);
        }
    }

    @Command(
            name = "resume",
            description = {"Let a paused component go on (SIGCONT)."})
    static final class Resume extends OperationCommand {
        Resume() {
            super(Operation.RESUME);
        }
    }
}
