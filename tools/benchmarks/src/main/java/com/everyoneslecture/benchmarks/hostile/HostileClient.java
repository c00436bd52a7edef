package com.everyoneslecture.benchmarks.hostile;

import java.io.IOException;

/** The action that one hostile client repeats in a separate thread. */
interface HostileClient extends AutoCloseable {

    /** Runs the action once. */
    void step() throws IOException, InterruptedException;

    @Override
    default void close() {}
}
