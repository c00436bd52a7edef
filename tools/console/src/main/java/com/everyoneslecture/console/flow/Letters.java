package com.everyoneslecture.console.flow;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters.
 *
 * @param ofRelay those of events that the brokers rejected
 * @param ofConsumers those of records that a consumer gave up
 */
public record Letters(Share ofRelay, Share ofConsumers) {

    /**
     * The letters of one writer.
     *
     * @param total the number of letters in the dead letter topics
     * @param fresh the number of new letters whose events are not in the read model
     * @param reason the reason of the newest of them; null if there is none
     */
    public record Share(RowCount total, int fresh, @Nullable String reason) {}

    /** Reads the dead letters. Used by one thread at a time; any thread may close it. */
    public interface Source extends Callable<Letters>, AutoCloseable {

        /** Closes the connections; the next call opens them again. */
        @Override
        void close();
    }
}
