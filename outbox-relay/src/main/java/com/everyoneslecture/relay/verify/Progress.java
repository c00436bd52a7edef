package com.everyoneslecture.relay.verify;

/** Hears how far a long reading is. */
@FunctionalInterface
public interface Progress {

    /**
     * So much is done.
     *
     * @param what is read
     * @param done of it
     * @param total of it, as far as is known
     */
    void at(String what, long done, long total);
}
