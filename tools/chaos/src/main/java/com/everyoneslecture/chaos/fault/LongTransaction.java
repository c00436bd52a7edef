package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;

/**
 * Kills the category database during a long transaction that has written. While it is open, a slot's {@code restart_lsn} does not move, and
 * PostgreSQL does not save the slot to disk, however far it is confirmed. The crash therefore resets the slot to its position at the start
 * of the transaction.
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
