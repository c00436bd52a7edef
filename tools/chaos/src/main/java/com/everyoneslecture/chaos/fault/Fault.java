package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.stack.Stack;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** One way to break the system. */
public interface Fault {

    /** Returns the name on the command line: {@code kill-kafka}. */
    String name();

    /** Returns a description in a few words. */
    String description();

    /**
     * Returns the names of the guarantees that do not hold during the fault; normally none. Order: events committed during the fault may be
     * published late. Offsets: they may be ahead of the read model until the system has recovered. Halts: the relay may halt, because the
     * fault requires an operator.
     */
    default Set<String> relaxes() {
        return Set.of();
    }

    /** Returns whether it ends as soon as it has begun, so that there is nothing to lift. */
    default boolean isMomentary() {
        return false;
    }

    /** Returns why it cannot be injected now; normally empty. Such a fault is left out, and does not count as injected. */
    default Optional<String> obstacle(Stack stack) throws InterruptedException {
        return Optional.empty();
    }

    /** Returns whether the servers that its injection needs answer now, within seconds. Only a momentary fault is asked. */
    default boolean isWithinReach(Stack stack) throws InterruptedException {
        return true;
    }

    /** Injects the fault; returns when it is in effect. */
    void inject(Stack stack) throws InterruptedException;

    /**
     * Injects the fault; returns when it is in effect.
     *
     * @param adding called right before a partition is added to the topic of an aggregate type: each lets a key move to another
     *     partition once
     */
    default void inject(Stack stack, Consumer<Aggregate> adding) throws InterruptedException {
        inject(stack);
    }

    /**
     * Prepares to undo committed rows, which {@link #lift} does next, and returns them; normally none. Writers cannot connect in between,
     * so their keys, versions and transaction ids are not assigned again before the caller knows them.
     */
    default List<Event> undo(Stack stack) throws InterruptedException {
        return List.of();
    }

    /**
     * Returns the number of records that were published while the fault forbade it; empty if it forbade nothing, or has not been in effect
     * since the last call. Called once the fault is lifted.
     */
    default OptionalLong forbidden() {
        return OptionalLong.empty();
    }

    /** Ends the fault, even if only a part of it was injected; returns when the component concerned serves. */
    void lift(Stack stack) throws InterruptedException;
}
