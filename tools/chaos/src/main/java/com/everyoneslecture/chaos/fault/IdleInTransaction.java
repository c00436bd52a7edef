package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;

/** A session holds a transaction id, and with it the horizon of every snapshot and of the slot. */
final class IdleInTransaction implements Fault {

    private final HeldTransaction transaction = new HeldTransaction();

    @Override
    public String name() {
        return "idle-in-transaction";
    }

    @Override
    public String description() {
        return "a session that has written leaves its transaction open";
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        transaction.begin(stack);
    }

    @Override
    public void lift(Stack stack) {
        transaction.end();
    }
}
