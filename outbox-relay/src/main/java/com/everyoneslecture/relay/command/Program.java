package com.everyoneslecture.relay.command;

import com.everyoneslecture.relay.app.RelayApplication;

/** The entry point of the jar: it starts the relay, or one of its commands. */
public final class Program {

    private Program() {}

    /** Runs the command that the arguments name; without one, the relay, until it ends by SIGTERM. */
    public static void main(String[] arguments) {
        Arguments split = Arguments.of(arguments);
        if (split.nameCommand()) {
            Output output = Output.ofProcess();
            System.exit(Interruption.guard(() -> RelayCommands.run(split, output)));
        }
        RelayApplication.main(arguments);
    }
}
