package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.jdbc.SessionSettings;
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
 * <p>It is looked at before each start, for a slot that is made anew holds nothing of what was committed before: that has
 * to be published from the table.
 *
 * <p>Used by one thread.
 */
public final class ReplicationSlot {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicationSlot.class);

    private static final String STATUS = """
            select coalesce(plugin, 'none'), database, active_pid, coalesce(wal_status, 'reserved'), confirmed_flush_lsn,
                   coalesce(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), confirmed_flush_lsn), 0),
                   coalesce(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), restart_lsn), 0),
                   safe_wal_size, restart_lsn
            from pg_replication_slots
            where slot_name = ?
            """;

    // The snapshot of a statement is taken before its functions are called: in this order a safe point needs them.
    private static final String MOMENT =
            "select " + Moment.DATABASE + ", pg_current_snapshot()::text, pg_current_wal_insert_lsn()::text";

    // In one statement: a living one is another relay's, which has made it a moment ago.
    private static final String DROP_LOST = "select true from (select pg_drop_replication_slot(slot_name)"
            + " from pg_replication_slots where slot_name = ? and wal_status = 'lost') as dropped";

    private static final String NEVER_STREAMED =
            "select coalesce(max(total_txns), 0) = 0 from pg_stat_replication_slots where slot_name = ?";

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
     * Makes sure that the slot can be streamed from, if it is there. A walsender that an earlier capture of this process
     * left behind is ended.
     *
     * @return false if there is no slot, or one that has lost what it should have kept: it has to be made anew
     * @throws PrerequisiteException if the slot is not of this database, or not logical
     * @throws SlotInUseException if another backend streams from it
     * @throws SQLException if the server cannot be asked
     */
    public boolean usable() throws SQLException {
        try (Connection connection = database.connect()) {
            Optional<SlotStatus> found = status(connection);
            if (found.isEmpty()) {
                return false;
            }
            SlotStatus status = found.get();
            checkKind(status);
            Integer activePid = status.activePid();
            if (activePid != null) {
                if (status.beingMade()) {
                    throw SlotInUseException.beingMade(settings.name(), activePid);
                }
                free(connection, activePid);
            }
            return !status.lost();
        }
    }

    /**
     * Makes the slot, in place of a lost one if there is one. It will hold every transaction that commits after some moment
     * during this call, whole, and none that committed before it.
     *
     * <p>A crash in between leaves no slot; a crash after it leaves one that holds everything since.
     *
     * @throws SQLException if it cannot be made
     */
    public void make() throws SQLException {
        try (Connection connection = database.connect()) {
            if (Query.isTrue(connection, DROP_LOST, settings.name())) {
                LOG.atWarn().addKeyValue("slot", settings.name()).log("dropped the lost replication slot");
            }
            LOG.atInfo()
                    .addKeyValue("slot", settings.name())
                    .log("making the replication slot; this waits for the transactions that are open now");
            // Waits without bound for those transactions, and rightly so: a slot made before they end would cut them in
            // two.
            SessionSettings.unbound(connection);
            execute(connection, "select pg_create_logical_replication_slot(?, 'pgoutput')");
        }
    }

    /**
     * Which rows are visible now, and where the write-ahead log ends a moment later.
     *
     * <p>The end of what is inserted, not of what is flushed: with {@code synchronous_commit = off} a row is visible before
     * it is flushed.
     *
     * @throws SQLException if the server cannot be asked
     */
    public Moment moment() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(MOMENT);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Moment(row.getString(1), row.getString(2), Lsn.parse(row.getString(3)));
        }
    }

    /**
     * Returns the present moment with the timelines that lead to it.
     *
     * @throws SQLException if the server cannot be asked
     */
    public DatabaseHistory history() throws SQLException {
        Moment now = moment();
        return new DatabaseHistory(now, TimelineHistory.read(database, now.timeline()), false);
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
     * that {@link #usable()} can end it should it outlive the capture that opened it.
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

    /**
     * Returns how far the slot is confirmed.
     *
     * @throws SQLException if there is none, or the server cannot be asked
     */
    public Lsn requireConfirmed() throws SQLException {
        return status().map(SlotStatus::confirmedFlushLsn)
                .orElseThrow(() -> new SQLException("slot '" + settings.name() + "' is gone", "55000"));
    }

    /**
     * Returns whether no transaction was ever sent from the slot, as far as the server's statistics go: it was made beforehand,
     * and no relay has used it.
     *
     * @throws SQLException if the server cannot be asked
     */
    public boolean neverStreamed() throws SQLException {
        try (Connection connection = database.connect()) {
            return Query.isTrue(connection, NEVER_STREAMED, settings.name());
        }
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
                row.getString(5) == null ? null : Lsn.parse(row.getString(5)),
                row.getLong(6),
                row.getLong(7),
                row.getObject(8, Long.class),
                row.getString(9) == null ? null : Lsn.parse(row.getString(9)));
    }

    private void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, settings.name());
            statement.execute();
        }
    }

    /**
     * Returns if the slot is logical, of this database, and of the plugin that the relay speaks.
     *
     * @throws PrerequisiteException if it is not
     */
    public void checkKind(SlotStatus status) {
        if (!status.plugin().equals("pgoutput") || !database.name().equals(status.database())) {
            throw new PrerequisiteException(
                    "slot '" + settings.name() + "' is of plugin '" + status.plugin() + "' and database '"
                            + status.database() + "', not of pgoutput and '" + database.name() + "'",
                    "choose another name by relay.slot.name, or, if nobody needs that slot: select"
                            + " pg_drop_replication_slot('" + settings.name() + "')");
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
