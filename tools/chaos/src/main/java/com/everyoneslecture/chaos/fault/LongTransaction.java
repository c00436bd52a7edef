package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;

/**
 * The category database is killed while a transaction has been open for a while, one that has written. As long as it is
 * open, a slot's {@code restart_lsn} stands still and PostgreSQL does not write the slot down, however far it is confirmed: the
 * crash takes the slot back to where it was when the transaction began.
 */
final class LongTransaction implements Fault {

    private final HeldTransaction transaction = new HeldTransaction();

    @Override
    public String name() {
        return "crash-under-long-transaction";
    }

    @Override
    public String description() {
        return "the category database is killed while a transaction is open";
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        transaction.begin(stack);
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        stack.kill(ComponentName.CATEGORY_DB);
        stack.start(ComponentName.CATEGORY_DB);
        transaction.end();
    }
}
