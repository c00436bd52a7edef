package com.everyoneslecture.localstack.cli;

import picocli.CommandLine.Command;

/** For the help alone: the script runs that program itself, and builds it first. */
@Command(name = "chaos", header = "Break a system of its own on purpose, and judge what becomes of it.")
final class ChaosStub implements Runnable {

    @Override
    public void run() {
        throw new IllegalStateException("run by the script `outbox`");
    }
}
