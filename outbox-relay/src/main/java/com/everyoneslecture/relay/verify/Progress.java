package com.everyoneslecture.relay.verify;

/** Receives the progress of a long read. */
@FunctionalInterface
public interface Progress {

    /**
     * Called with the current progress.
     *
     * @param what the object that is read
     * @param done the part of it that is done
     * @param total the size of it, as far as it is known
     */
    void at(String what, long done, long total);
}
