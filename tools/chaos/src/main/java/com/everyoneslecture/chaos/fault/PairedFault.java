package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.stack.Stack;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A fault while another one has just begun. The companion comes first, so that what it changes is not known everywhere when the
 * fault begins; and once more while the fault holds, where the broker can be reached.
 */
public final class PairedFault implements Fault {

    private final Fault fault;
    private final Fault companion;
    private final Reachable broker;

    /** Returns whether the broker can be reached. */
    @FunctionalInterface
    interface Reachable {
        boolean in(Stack stack) throws InterruptedException;
    }

    /**
     * A pair.
     *
     * @param fault that holds
     * @param companion that comes with it
     */
    public PairedFault(Fault fault, Fault companion) {
        this(fault, companion, stack -> Brokers.reachable(stack.kafkaClient()));
    }

    PairedFault(Fault fault, Fault companion, Reachable broker) {
        this.fault = fault;
        this.companion = companion;
        this.broker = broker;
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

    /** At most: the companion comes twice where the broker can be reached. */
    @Override
    public int addedPartitions() {
        return fault.addedPartitions() + 2 * companion.addedPartitions();
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        companion.inject(stack);
        fault.inject(stack);
        if (broker.in(stack)) {
            companion.inject(stack);
        }
    }

    @Override
    public List<Event> undo(Stack stack) throws InterruptedException {
        return fault.undo(stack);
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        fault.lift(stack);
        companion.lift(stack);
    }
}
