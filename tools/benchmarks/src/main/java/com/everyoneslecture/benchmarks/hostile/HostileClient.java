package com.everyoneslecture.benchmarks.hostile;

import java.io.IOException;

/** What one hostile client does again and again, in a thread of its own. */
interface HostileClient extends AutoCloseable {

    /** Does it once. */
    void step() throws IOException, InterruptedException;

    @Override
    default void close() {}
}
