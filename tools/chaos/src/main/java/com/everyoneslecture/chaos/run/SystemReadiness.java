package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.observe.NoJudgementException;
import com.everyoneslecture.chaos.stack.Stack;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until all components of the system are ready. */
final class SystemReadiness {

    private static final long PAUSE_MILLIS = 100;

    private final Stack stack;

    SystemReadiness(Stack stack) {
        this.stack = stack;
    }

    /**
     * Returns when all are ready.
     *
     * @param check called before each request; may throw to end the wait
     * @throws StuckException if one does not serve before the deadline, with the reason of each
     * @throws NoJudgementException if the last request before the deadline failed, as one to a slow Docker engine does
     */
    void await(Deadline deadline, Runnable check) throws InterruptedException {
        while (true) {
            check.run();
            List<String> down;
            try {
                down = stack.notServing();
            } catch (IllegalStateException | UncheckedIOException e) {
                if (deadline.isOver()) {
                    throw new NoJudgementException("cannot see whether all components serve: " + e.getMessage(), e);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                continue;
            }
            if (down.isEmpty()) {
                return;
            }
            if (deadline.isOver()) {
                throw new StuckException(
                        "still without all components after " + deadline + "; " + String.join("; ", down));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
