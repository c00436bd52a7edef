package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.stack.Stack;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A fault just after another one, its companion. The companion is injected first, so that its change is not known everywhere when the fault
 * begins. It is injected again while the fault holds, unless the fault has taken away the server that it needs.
 */
public final class PairedFault implements Fault {

    private final Fault fault;
    private final Fault companion;

    /**
     * A pair.
     *
     * @param fault the fault that holds
     * @param companion the fault that accompanies it, a momentary one
     */
    public PairedFault(Fault fault, Fault companion) {
        this.fault = fault;
        this.companion = companion;
    }

    @Override
    public String name() {
        return fault.name() + "+" + companion.name();
    }

    @Override
    public String description() {
        return fault.description() + "; with it, " + companion.description();
    }

    @Override
    public Set<String> relaxes() {
        Set<String> both = new HashSet<>(fault.relaxes());
        both.addAll(companion.relaxes());
        return both;
    }

    /** Returns the obstacle of either: without one of the two it would not be this pair. */
    @Override
    public Optional<String> obstacle(Stack stack) throws InterruptedException {
        Optional<String> first = companion.obstacle(stack);
        return first.isPresent() ? first : fault.obstacle(stack);
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        inject(stack, aggregate -> {});
    }

    @Override
    public void inject(Stack stack, Consumer<Aggregate> adding) throws InterruptedException {
        companion.inject(stack, adding);
        fault.inject(stack, adding);
        if (companion.isWithinReach(stack)) {
            companion.inject(stack, adding);
        }
    }

    @Override
    public List<Event> undo(Stack stack) throws InterruptedException {
        return fault.undo(stack);
    }

    @Override
    public OptionalLong forbidden() {
        return fault.forbidden();
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        fault.lift(stack);
        companion.lift(stack);
    }
}
