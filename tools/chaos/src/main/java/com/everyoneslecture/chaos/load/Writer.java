package com.everyoneslecture.chaos.load;

/** One user. Belongs to one thread. */
interface Writer extends AutoCloseable {

    /** Returns the number of events of the next write. */
    int next();

    /** Runs that write. The journal notes failures of the servers; this throws nothing for them. */
    void write() throws InterruptedException;

    @Override
    void close();
}
