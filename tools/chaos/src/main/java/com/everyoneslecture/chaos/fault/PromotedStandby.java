package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;

/**
 * A failover without loss: the category database is killed once its standby has everything, and the standby takes over its address. The
 * timeline is then a new one, and the slot does not exist there.
 */
final class PromotedStandby implements Fault {

    private boolean running;

    @Override
    public String name() {
        return "promote-standby";
    }

    @Override
    public String description() {
        return "a standby without the slot takes over the category database";
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        stack.startStandby();
        running = true;
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        WriterAccess access = new WriterAccess(stack.categoryDatabase());
        if (running) {
            access.deny();
            Bounded.until("the standby to have everything", stack::standbyHasAll);
            stack.kill(ComponentName.CATEGORY_DB);
            stack.promoteStandby();
            running = false;
        }
        stack.start(ComponentName.CATEGORY_DB);
        access.allow();
    }
}
