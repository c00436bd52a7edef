package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the slot a failover slot, so that the stream continues after a failover. PostgreSQL 17 and newer copy a slot
 * with the property {@code failover} to each standby that has {@code sync_replication_slots}. Without a standby the
 * property has no effect.
 *
 * <p>Without the property, or on an older server, the slot does not exist after a failover: the relay creates it again and
 * publishes the events from the outbox that the new slot does not contain.
 *
 * <p>Used by one thread.
 */
public final class SlotFailover {

    private static final Logger LOG = LoggerFactory.getLogger(SlotFailover.class);

    private static final int FIRST_VERSION = 17;

    private static final String MAKE = "select pg_create_logical_replication_slot(?, 'pgoutput')";

    /** Not temporary, no two-phase commit, failover. */
    private static final String MAKE_FOR_FAILOVER =
            "select pg_create_logical_replication_slot(?, 'pgoutput', false, false, true)";

    private static final String MISSING =
            "select not failover from pg_replication_slots where slot_name = ? and not temporary";

    private final Database database;
    private final SlotSettings settings;

    /** Creates the object without a connection. */
    public SlotFailover(Database database, SlotSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Returns whether the server supports failover slots: PostgreSQL 17 or newer. */
    public static boolean supported(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= FIRST_VERSION;
    }

    /**
     * Returns whether the server supports failover slots and the slot exists, is permanent and lacks the property.
     */
    public boolean missing(Connection connection) throws SQLException {
        return supported(connection) && Query.isTrue(connection, MISSING, settings.name());
    }

    /** Returns the statement that creates a slot; its only parameter is the name. */
    static String making(Connection connection) throws SQLException {
        return supported(connection) ? MAKE_FOR_FAILOVER : MAKE;
    }

    /**
     * Sets the property of a slot that was created without it and from which no backend streams. Best effort: if the server
     * rejects the change, a warning is logged, and the relay streams from the slot without the property. After a crash the slot
     * may or may not have the property.
     * @throws SQLException if the slot's property cannot be read
     */
    void enable(Connection connection) throws SQLException {
        if (!missing(connection)) {
            return;
        }
        try (Connection replication = database.connectForReplication();
                Statement statement = replication.createStatement()) {
            statement.execute(command(settings.name()));
            LOG.atInfo()
                    .addKeyValue("slot", settings.name())
                    .log("the replication slot is kept on the standbys from now on (failover)");
        } catch (SQLException refused) {
            LOG.atWarn()
                    .addKeyValue("slot", settings.name())
                    .setCause(refused)
                    .log("the replication slot is not kept on the standbys: after a failover it must be created again");
        }
    }

    /**
     * Returns the command of the replication protocol that sets the property of a slot. It waits while a backend
     * streams from the slot.
     */
    public static String command(String slot) {
        return "ALTER_REPLICATION_SLOT \"" + slot + "\" (FAILOVER true)";
    }
}
