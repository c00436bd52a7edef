package com.everyoneslecture.localstack.proxy;

import java.time.Duration;

/** The control of all forwarded data. Any thread may set it; it takes effect on the next piece of each connection. */
final class Valve {

    private boolean shut;
    private Duration delay = Duration.ZERO;

    synchronized void shut() {
        shut = true;
    }

    synchronized void slow(Duration delay) {
        this.delay = delay;
        this.shut = false;
        notifyAll();
    }

    void open() {
        slow(Duration.ZERO);
    }

    /** Returns when the piece may be forwarded. */
    void pass() throws InterruptedException {
        Duration wait = awaitOpen();
        if (!wait.isZero()) {
            Thread.sleep(wait.toMillis());
            // Another thread may have shut it meanwhile.
            awaitOpen();
        }
    }

    private synchronized Duration awaitOpen() throws InterruptedException {
        while (shut) {
            wait();
        }
        return delay;
    }
}
