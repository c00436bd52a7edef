package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Kills the broker in the middle of the relay's transaction. Transactions last milliseconds, so the relay is frozen until one is found
 * open. Then the broker is killed, and the relay continues with a broker that has an incomplete transaction.
 */
final class OpenTransaction {

    private OpenTransaction() {}

    static void killBroker(Stack stack) throws InterruptedException {
        try (Admin admin = Brokers.admin(stack.kafkaClient())) {
            Bounded.until("to find a transaction open", () -> {
                Relay.freeze(stack);
                boolean open = admin.listTransactions().all().get().stream()
                        .anyMatch(transaction -> transaction.state() == TransactionState.ONGOING);
                if (!open) {
                    Relay.thaw(stack);
                }
                return open;
            });
            stack.kill(ComponentName.KAFKA);
        } finally {
            Relay.thaw(stack);
        }
    }
}
