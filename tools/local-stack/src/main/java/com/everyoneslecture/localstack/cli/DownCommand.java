package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Stack;
import com.everyoneslecture.localstack.stack.StackLayout;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the system from another terminal. */
@Command(
        name = "down",
        header = "Stop everything that `up` has started.",
        description = {
            "",
            "Does the same as Ctrl-C in the terminal of `up`, and returns when everything is",
            "stopped. Also ends processes that a killed `up` has left. The data are kept for",
            "the next start.",
            ""
        })
final class DownCommand implements Callable<Integer> {

    private static final long BOUND_SECONDS = 240;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        StackLayout layout = Home.layout();
        Optional<RunFile> running = RunFile.ofLiving(layout.runFile());
        if (running.isPresent()) {
            stop(running.get());
        } else {
            endWhatIsLeft(layout);
        }
        return 0;
    }

    private void stop(RunFile run) throws InterruptedException {
        Optional<ProcessHandle> up = ProcessHandle.of(run.pid());
        if (up.isPresent()) {
            out().println("stopping everything that `up` (pid " + run.pid() + ") has started");
            up.get().destroy();
            awaitEnd(up.get());
        }
        out().println("stopped");
    }

    private static void awaitEnd(ProcessHandle up) throws InterruptedException {
        try {
            up.onExit().get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "`up` (pid " + up.pid() + ") has not stopped everything after " + BOUND_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for `up` (pid " + up.pid() + ")", e);
        }
    }

    private void endWhatIsLeft(StackLayout layout) throws InterruptedException {
        try (Stack stack = Stack.claim(layout)
                .orElseThrow(
                        () -> new IllegalStateException("an `up` is starting or stopping; try again in a moment"))) {
            Map<ComponentName, ProcessIdentity> ended = stack.endOrphans();
            Directories.delete(layout.runFile());
            ended.forEach((name, process) ->
                    out().println("ended " + name + " (pid " + process.pid() + "), left by an `up` that was killed"));
            if (ended.isEmpty()) {
                out().println("nothing runs");
            }
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
