package com.everyoneslecture.outbox.inbox;

import java.util.function.UnaryOperator;

/** Opens the inside of an inbox to tests that crash it between two steps. */
public final class LoopAccess {

    private LoopAccess() {}

    /** Makes an inbox whose loops work with other parts. */
    public static Inbox decorated(
            InboxBuilder builder, UnaryOperator<KafkaClients> clients, UnaryOperator<LoopParts> parts) {
        return builder.decorated(clients, parts).build();
    }

    /** Makes what applies the batches of a topic, for a member without a loop. */
    public static BatchHandler handler(
            InboxTransactions transactions, Projection<?> projection, String group, String topic) {
        InboxTables tables = InboxTables.ofSearchPath();
        OffsetStore offsets = new OffsetStore(tables, transactions, group, topic);
        return new ProjectionBatches<>(
                transactions, projection, new RebuildMarks(tables, transactions, offsets, group, topic), offsets);
    }
}
