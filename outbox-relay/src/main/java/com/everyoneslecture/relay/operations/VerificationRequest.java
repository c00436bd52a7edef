package com.everyoneslecture.relay.operations;

import com.everyoneslecture.relay.verify.VerifySettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a verification.
 *
 * @param since only events that occurred then or later; absent for all
 * @param waitSeconds how long to wait for the slot to confirm the rows of the outbox; 30 if absent, 0 not to wait
 * @param limit how many events of each kind to name; 20 if absent
 */
record VerificationRequest(
        @Nullable String since,
        @Nullable Integer waitSeconds,
        @Nullable Integer limit) {

    private static final int LONGEST_WAIT_SECONDS = 600;
    private static final int HIGHEST_LIMIT = 1_000;

    /** @throws RequestRejectedException if a value is wrong */
    VerifySettings settings() {
        Reading reading = new Reading();
        VerifySettings settings = new VerifySettings(
                reading.instant("since", since),
                Duration.ofSeconds(reading.number("waitSeconds", waitSeconds, 30, LONGEST_WAIT_SECONDS)),
                reading.number("limit", limit, 20, HIGHEST_LIMIT));
        reading.end();
        return settings;
    }
}
