package com.everyoneslecture.relay.operations;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Runs work in one thread at a time, and not at all once the relay stops. A second call is rejected instead of waiting, because
 * its client may be gone when its turn comes.
 */
final class OneAtATime {

    private final String name;
    private @Nullable Thread worker;
    private boolean stopped;

    /** @param name the name of the work, for the message of a rejection */
    OneAtATime(String name) {
        this.name = name;
    }

    /**
     * Does it in this thread.
     *
     * @throws RequestRejectedException if it is running already
     * @throws InterruptedException if the relay stops
     */
    <T> T run(Callable<T> work) throws Exception {
        begin();
        try {
            return work.call();
        } finally {
            end();
        }
    }

    /** Interrupts the running work, and rejects later calls. Returns at once. */
    synchronized void stop() {
        stopped = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    private synchronized void begin() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("the relay stops");
        }
        if (worker != null) {
            throw new RequestRejectedException(
                    HttpStatus.CONFLICT, "A " + name + " is running; try again when it has ended.");
        }
        worker = Thread.currentThread();
    }

    // The thread continues with the response, which a late interrupt must not end.
    private synchronized void end() {
        worker = null;
        boolean unused = Thread.interrupted();
    }
}
