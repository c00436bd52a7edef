package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.Servers;
import java.io.IOException;

/** One way to carry outbox rows from a slot to a topic. */
public interface Contender {

    /** For people, and unique. */
    String name();

    /**
     * Does what has to be done once before the load is written, so that the contender finds itself as after a stop. The slot and
     * the topic exist. Nothing by default.
     */
    default void prepare(Servers servers, String slot, String topic) throws Exception {}

    /**
     * Starts it. It goes on from the slot, which exists, and publishes into the topic, which exists; for the rows of one
     * aggregate in their order. Started again with the same slot and topic after a kill, it goes on.
     *
     * @return as soon as the process exists; rows flow when it is ready for it
     */
    Running start(Servers servers, String slot, String topic) throws IOException, InterruptedException;
}
