package com.everyoneslecture.console.rest;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Limits how many searches of topics run at once, because each search has records of any size in memory. Used by any thread. */
@Component
class SearchLimit {

    static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore free = new Semaphore(AT_ONCE, true);
    private final Duration patience;

    SearchLimit() {
        this(PATIENCE);
    }

    SearchLimit(Duration patience) {
        this.patience = patience;
    }

    /**
     * Runs a search and returns its result. Requests are served in the order in which they came.
     *
     * @throws org.springframework.web.ErrorResponseException with 503 if other searches take too long
     */
    <T> T run(Callable<T> search) throws Exception {
        if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw ConsoleProblems.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "other requests are searching the topics",
                    "try again in a few seconds");
        }
        try {
            return search.call();
        } finally {
            free.release();
        }
    }
}
