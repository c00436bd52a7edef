package com.everyoneslecture.e2e.fault;

import com.everyoneslecture.e2e.stack.Stack;

/** One way to break the system. */
public interface Fault {

    /** As people choose it: {@code kill-kafka}. */
    String name();

    /** What it does, in a few words. */
    String description();

    /** Breaks it; returns when it is broken. */
    void inject(Stack stack) throws InterruptedException;

    /** Ends what this has begun; returns when the component concerned serves. */
    void lift(Stack stack) throws InterruptedException;
}
