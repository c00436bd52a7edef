package com.everyoneslecture.e2e.fault;

import com.everyoneslecture.e2e.stack.Stack;
import java.util.Optional;
import java.util.Set;

/** One way to break the system. */
public interface Fault {

    /** As people choose it: {@code kill-kafka}. */
    String name();

    /** What it does, in a few words. */
    String description();

    /**
     * The guarantees, by name, that do not hold for the fault's own time; normally none. Order: events committed during the
     * fault may be published late. Offsets: they may be ahead of the read model until the system has recovered.
     */
    default Set<String> relaxes() {
        return Set.of();
    }

    /** Breaks it; returns when it is broken. */
    void inject(Stack stack) throws InterruptedException;

    /**
     * Takes committed rows back, directly before {@link #lift}, and returns them; normally none. A crash of the run after this
     * and before {@code lift} leaves a category database that serves no writer.
     */
    default Optional<Undone> undo(Stack stack) throws InterruptedException {
        return Optional.empty();
    }

    /** Ends what this has begun, however far it came; returns when the component concerned serves. */
    void lift(Stack stack) throws InterruptedException;
}
