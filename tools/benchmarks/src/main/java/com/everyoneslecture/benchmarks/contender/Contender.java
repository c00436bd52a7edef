package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.Servers;
import java.io.IOException;

/** A way to publish outbox rows from a slot to a topic. */
public interface Contender {

    /** Returns the name for reports; unique. */
    String name();

    /**
     * Runs the steps that are needed once before the load is written, so that the contender is in the state after a stop. The slot and the
     * topic exist. Does nothing by default.
     */
    default void prepare(Servers servers, String slot, String topic) throws Exception {}

    /**
     * Starts it. It continues from the slot and publishes into the topic, which both exist; it keeps the order of the rows of one
     * aggregate. Started again with the same slot and topic after a kill, it continues.
     *
     * @return the contender as soon as its process exists; rows flow once it is ready
     */
    Running start(Servers servers, String slot, String topic) throws IOException, InterruptedException;
}
