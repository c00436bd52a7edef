package com.everyoneslecture.outbox.inbox;

import java.util.function.UnaryOperator;

/** Gives tests access to the loops of an inbox, to crash them between two steps. */
public final class LoopAccess {

    private LoopAccess() {}

    /** Builds an inbox whose loops use other parts. */
    public static Inbox decorated(
            InboxBuilder builder, UnaryOperator<KafkaClients> clients, UnaryOperator<LoopParts> parts) {
        return builder.decorated(clients, parts).build();
    }

    /** Builds the part that applies the batches of a topic, for a member without a loop. */
    public static BatchHandler handler(
            InboxTransactions transactions, Projection<?> projection, String group, String topic) {
        InboxTables tables = InboxTables.ofSearchPath();
        OffsetStore offsets = new OffsetStore(tables, transactions, group, topic);
        return new ProjectionBatches<>(
                transactions, projection, new RebuildMarks(tables, transactions, offsets, group, topic), offsets);
    }
}
