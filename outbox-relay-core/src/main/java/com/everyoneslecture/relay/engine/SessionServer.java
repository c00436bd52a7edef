package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.Prerequisites;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.UnreadableSlot;
import com.everyoneslecture.outbox.capture.table.OutboxTable;

/**
 * The one server that a session is on, and what is known of its slot. A session whose connections were to several servers would take
 * what it finds on one for what is so on another: a slot that is there, a stream that goes on, a position that is confirmed. And
 * Debezium's connector makes a slot that it does not find.
 *
 * @param settings whose database is this server alone
 */
record SessionServer(
        StreamSettings settings,
        Database database,
        Prerequisites prerequisites,
        ReplicationSlot slot,
        UnreadableSlot unreadable,
        Displacement displacement,
        OutboxTable outbox) {

    /** Connects to nothing yet. */
    static SessionServer of(StreamSettings settings) {
        Database database = new Database(settings.database());
        ReplicationSlot slot = new ReplicationSlot(database, settings.slot());
        return new SessionServer(
                settings,
                database,
                new Prerequisites(database, settings.slot()),
                slot,
                new UnreadableSlot(database, settings.slot()),
                new Displacement(slot, System::nanoTime),
                new OutboxTable(database, settings.slot(), settings.capture().maximumBatchSize()));
    }
}
