package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;

/** A fault that consists of two steps. */
record NamedFault(String name, String description, Step breaking, Step mending) implements Fault {

    /** An action on the stack. */
    @FunctionalInterface
    interface Step {
        Step NOTHING = stack -> {};

        void run(Stack stack) throws InterruptedException;
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        breaking.run(stack);
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        mending.run(stack);
    }
}
