package com.everyoneslecture.slot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replication slot: the relay's only read position. The server remembers how far the relay has acknowledged and, when
 * the relay comes back, sends every transaction that committed after that, from its first row.
 *
 * <p>It is looked at before each start, for Debezium creates a missing slot without a word, at the newest position: what
 * was committed before that would never be published.
 *
 * <p>Used by one thread.
 */
public final class ReplicationSlot {

    /** How the slot came to be there. */
    public enum Origin {
        /** It was there: streaming goes on where it was acknowledged. */
        EXISTING,
        /** It was missing and is new: rows that were committed before are not in it. */
        CREATED
    }

    private static final Logger LOG = LoggerFactory.getLogger(ReplicationSlot.class);

    private static final String STATUS = """
            select coalesce(plugin, 'none'), database, active_pid, coalesce(wal_status, 'reserved'), confirmed_flush_lsn,
                   coalesce(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), confirmed_flush_lsn), 0),
                   coalesce(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), restart_lsn), 0),
                   safe_wal_size
            from pg_replication_slots
            where slot_name = ?
            """;

    private static final String END_WALSENDER = """
            select pg_terminate_backend(active_pid, 3000)
            from pg_replication_slots
            where slot_name = ? and active_pid = ?
            """;

    private final Database database;
    private final SlotSettings settings;
    private OptionalInt ownWalsender = OptionalInt.empty();

    /** Connects to nothing yet. */
    public ReplicationSlot(Database database, SlotSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** The slot's name. */
    public String name() {
        return settings.name();
    }

    /**
     * Makes sure that the slot is there, is ours to stream from, and is free. A walsender that an earlier run of this
     * process left behind is ended.
     *
     * @return whether the slot was there. A crash after it was made and before anything was streamed leaves a slot that
     *     holds everything since
     * @throws PrerequisiteException if the slot is lost, or not of this database, or not logical
     * @throws SlotInUseException if another backend streams from it
     * @throws SQLException if the server cannot be asked
     */
    public Origin ensure() throws SQLException {
        try (Connection connection = database.connect()) {
            Optional<SlotStatus> found = status(connection);
            if (found.isEmpty()) {
                create(connection);
                return Origin.CREATED;
            }
            SlotStatus status = found.get();
            checkKind(status);
            checkAlive(status);
            Integer activePid = status.activePid();
            if (activePid != null) {
                free(connection, activePid);
            }
            return Origin.EXISTING;
        }
    }

    /**
     * What the server says of the slot now; empty if there is none.
     *
     * @throws SQLException if the server cannot be asked
     */
    public Optional<SlotStatus> status() throws SQLException {
        try (Connection connection = database.connect()) {
            return status(connection);
        }
    }

    /**
     * Whether a backend streams from the slot now. It is taken for this process's own, for two cannot, and remembered, so
     * that {@link #ensure()} can end it should it outlive the capture that opened it.
     *
     * @throws SQLException if the server cannot be asked
     */
    public boolean streaming() throws SQLException {
        Integer activePid = status().map(SlotStatus::activePid).orElse(null);
        ownWalsender = activePid == null ? OptionalInt.empty() : OptionalInt.of(activePid);
        return activePid != null;
    }

    /**
     * The capture has ended and its walsender with it: whoever streams from the slot from now on is another, even where it
     * was taken for this process's own because it came first.
     */
    public void captureEnded() {
        ownWalsender = OptionalInt.empty();
    }

    private Optional<SlotStatus> status(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STATUS)) {
            statement.setString(1, settings.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(status(row)) : Optional.empty();
            }
        }
    }

    private static SlotStatus status(ResultSet row) throws SQLException {
        return new SlotStatus(
                row.getString(1),
                row.getString(2),
                row.getObject(3, Integer.class),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getObject(8, Long.class));
    }

    private void create(Connection connection) throws SQLException {
        LOG.atInfo()
                .addKeyValue("slot", settings.name())
                .log("creating the replication slot; this waits for the transactions that are open now");
        // Waits without bound for those transactions, and rightly so: a slot made before they end would cut them in
        // two.
        connection.setNetworkTimeout(Runnable::run, 0);
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_create_logical_replication_slot(?, 'pgoutput')")) {
            statement.setString(1, settings.name());
            statement.execute();
        }
    }

    private void checkKind(SlotStatus status) {
        if (!status.plugin().equals("pgoutput") || !database.name().equals(status.database())) {
            throw new PrerequisiteException(
                    "slot '" + settings.name() + "' is of plugin '" + status.plugin() + "' and database '"
                            + status.database() + "', not of pgoutput and '" + database.name() + "'",
                    "choose another name by relay.slot.name, or, if nobody needs that slot: select"
                            + " pg_drop_replication_slot('" + settings.name() + "')");
        }
    }

    private void checkAlive(SlotStatus status) {
        if (status.lost()) {
            throw new PrerequisiteException(
                    "slot '" + settings.name()
                            + "' is lost: the server has removed write-ahead log that it still needed",
                    "select pg_drop_replication_slot('" + settings.name() + "'), then look for events that are in the"
                            + " outbox and not in the topic; give max_slot_wal_keep_size more room");
        }
    }

    private void free(Connection connection, int activePid) throws SQLException {
        if (ownWalsender.isEmpty() || ownWalsender.getAsInt() != activePid) {
            throw new SlotInUseException(settings.name(), activePid);
        }
        LOG.atWarn()
                .addKeyValue("slot", settings.name())
                .addKeyValue("pid", activePid)
                .log("ending the walsender that an earlier capture of this process left behind");
        try (PreparedStatement statement = connection.prepareStatement(END_WALSENDER)) {
            statement.setString(1, settings.name());
            statement.setInt(2, activePid);
            statement.execute();
        }
    }
}
