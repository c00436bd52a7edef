package com.everyoneslecture.outbox.inbox;

/**
 * Distinguishes an error of the Java virtual machine, after which only a restart helps, from every other error. A service's code
 * throws those because of one event: a failed assertion, a recursion that is too deep, a missing class.
 */
final class FatalErrors {

    private FatalErrors() {}

    /** Returns true for an {@link OutOfMemoryError}, for example, and false for a {@link StackOverflowError}. */
    static boolean include(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }
}
