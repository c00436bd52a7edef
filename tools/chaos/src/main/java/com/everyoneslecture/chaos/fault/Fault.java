package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.stack.Stack;
import java.util.List;
import java.util.Set;

/** One way to break the system. */
public interface Fault {

    /** As people choose it: {@code kill-kafka}. */
    String name();

    /** What it does, in a few words. */
    String description();

    /**
     * The guarantees, by name, that do not hold for the fault's own time; normally none. Order: events committed during the
     * fault may be published late. Offsets: they may be ahead of the read model until the system has recovered. Halts: the relay may halt,
     * because the fault requires an operator.
     */
    default Set<String> relaxes() {
        return Set.of();
    }

    /** Whether it is over as soon as it has begun, so that there is nothing to lift. */
    default boolean isMomentary() {
        return false;
    }

    /** How many partitions each topic has more of when it is injected; each lets a key move to another partition once. */
    default int addedPartitions() {
        return 0;
    }

    /** Breaks it; returns when it is broken. */
    void inject(Stack stack) throws InterruptedException;

    /**
     * Prepares to take committed rows back, which {@link #lift} does next, and returns them; normally none. No writer is served
     * in between: their keys, versions and transaction ids are not given out again before the caller knows them.
     */
    default List<Event> undo(Stack stack) throws InterruptedException {
        return List.of();
    }

    /** Ends what this has begun, however far it came; returns when the component concerned serves. */
    void lift(Stack stack) throws InterruptedException;
}
