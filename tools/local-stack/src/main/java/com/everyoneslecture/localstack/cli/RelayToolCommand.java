package com.everyoneslecture.localstack.cli;

import picocli.CommandLine.Command;

/** Commands of the relay's jar, for the help alone: {@link Outbox#main} runs them. */
abstract class RelayToolCommand implements Runnable {

    @Override
    public void run() {
        throw new IllegalStateException("run by main");
    }

    @Command(name = "doctor", header = "Look at everything that the relay needs, and say what mends it.")
    static final class Doctor extends RelayToolCommand {}

    @Command(name = "verify", header = "Compare the outbox with the topics, event by event.")
    static final class Verify extends RelayToolCommand {}

    @Command(name = "replay", header = "Publish chosen events once more.")
    static final class Replay extends RelayToolCommand {}

    @Command(name = "adopt", header = "Declare that this database goes on where the ledger's own ended.")
    static final class Adopt extends RelayToolCommand {}
}
