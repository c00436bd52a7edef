package com.everyoneslecture.chaos.load;

/** One user. Belongs to one thread. */
interface Writer extends AutoCloseable {

    /** How many events the next write makes. */
    int next();

    /** Does that write. Whatever the servers do to it is noted in the journal, and no failure. */
    void write() throws InterruptedException;

    @Override
    void close();
}
