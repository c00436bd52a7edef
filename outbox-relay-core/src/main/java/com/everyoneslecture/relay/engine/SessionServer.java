package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.Prerequisites;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.UnreadableSlot;
import com.everyoneslecture.outbox.capture.table.OutboxTable;

/**
 * The single server to which a session connects, and the state of its slot. With connections to several servers, a session
 * would mistake the state of one server for that of another: the existence of the slot, the end of the stream, the confirmed
 * position. Also, Debezium's connector creates a missing slot.
 *
 * @param settings the settings with this server as the only host of the database
 */
record SessionServer(
        StreamSettings settings,
        Database database,
        Prerequisites prerequisites,
        ReplicationSlot slot,
        UnreadableSlot unreadable,
        Displacement displacement,
        OutboxTable outbox) {

    /** Creates the objects without a connection. */
    static SessionServer of(StreamSettings settings) {
        Database database = Database.keepingOne(settings.database());
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

    /** Closes the connection that is kept between two reads: without an open session there is no connection to the server. */
    void release() {
        database.release();
    }
}
