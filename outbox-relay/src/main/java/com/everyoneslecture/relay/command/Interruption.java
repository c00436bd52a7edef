package com.everyoneslecture.relay.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Ends a command in order on Ctrl-C or SIGTERM. */
final class Interruption {

    private static final int PATIENCE_SECONDS = 5;

    private Interruption() {}

    /** Runs it in this thread. A signal interrupts the thread, which then has some seconds to close its resources. */
    static int guard(IntSupplier command) {
        Thread worker = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (ended.getCount() > 0) {
                                worker.interrupt();
                                await(ended);
                            }
                        },
                        "interruption"));
        try {
            return command.getAsInt();
        } finally {
            ended.countDown();
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            boolean unused = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
