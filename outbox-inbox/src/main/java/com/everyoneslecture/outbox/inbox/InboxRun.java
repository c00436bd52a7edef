package com.everyoneslecture.outbox.inbox;

import java.util.List;
import java.util.Map;

/**
 * The loops of an inbox from a start to the close after it; the next start needs another run.
 *
 * @param loops by the topic's name
 * @param transactions those of the loops, closed with them
 */
record InboxRun(Map<String, PollLoop> loops, List<InboxTransactions> transactions) {

    void start() {
        loops.values().forEach(PollLoop::start);
    }

    /** Returns when the threads have ended, or after the limit of {@link PollLoop#stop}. */
    void close() {
        // Stops each loop in a separate thread, so that the time limit does not grow with the number of topics.
        List<Thread> stops = loops.values().stream()
                .map(loop -> new Thread(loop::stop, "inbox-stop"))
                .toList();
        stops.forEach(Thread::start);
        stops.forEach(InboxRun::join);
        transactions.forEach(InboxTransactions::close);
    }

    private static void join(Thread stop) {
        try {
            stop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
