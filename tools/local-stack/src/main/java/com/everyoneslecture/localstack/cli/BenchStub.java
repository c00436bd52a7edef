package com.everyoneslecture.localstack.cli;

import picocli.CommandLine.Command;

/** For the help alone: the script runs that program itself, and builds it first. */
@Command(name = "bench", header = "Measure on this machine how fast it is, beside others if asked.")
final class BenchStub implements Runnable {

    @Override
    public void run() {
        throw new IllegalStateException("run by the script `outbox`");
    }
}
