package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.RelaySlot;
import java.util.List;

/**
 * An administrator sets timeouts for every session of the relay's role, as is usual for roles of applications. The relay starts with them
 * and without its slot, so that it reads the whole outbox in such a session.
 */
final class RelayTimeouts implements Fault {

    private static final String ROLE = "outbox_relay";
    private static final String BOUND = "300ms";
    private static final List<String> SETTINGS =
            List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout");

    @Override
    public String name() {
        return "statement-timeout";
    }

    @Override
    public String description() {
        return "the relay recovers while its role has timeouts of " + BOUND;
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        Relay.stop(stack);
        new RelaySlot(stack.categoryDatabase()).drop(Bounded.BOUND);
        Sql.run(stack.categoryDatabase(), statements("alter role %s set %s = '" + BOUND + "'"));
        Relay.start(stack);
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        Sql.run(stack.categoryDatabase(), statements("alter role %s reset %s"));
        Relay.start(stack);
    }

    private static String[] statements(String form) {
        return SETTINGS.stream().map(setting -> form.formatted(ROLE, setting)).toArray(String[]::new);
    }
}
