package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.LongSession;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.jdbc.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replication slot: the relay's only read position. The server stores how far the relay has acknowledged. When the relay
 * reconnects, the server sends every transaction that committed after that, from its first row.
 *
 * <p>The relay checks the slot before each start, because a new slot contains no earlier transaction: the relay must publish
 * their events from the table.
 *
 * <p>Used by one thread, except for {@link #heldByAnother} and {@link #ofAnotherProcess}, which any thread may call.
 */
public final class ReplicationSlot {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicationSlot.class);

    // In one statement: a slot that is not lost belongs to another relay, which has just created it.
    private static final String DROP_LOST = "select true from (select pg_drop_replication_slot(slot_name)"
            + " from pg_replication_slots where slot_name = ? and wal_status = 'lost') as dropped";

    private static final String NEVER_STREAMED =
            "select coalesce(max(total_txns), 0) = 0 from pg_stat_replication_slots where slot_name = ?";

    private static final String END_WALSENDER = "select pg_terminate_backend(active_pid, 3000)"
            + " from pg_replication_slots where slot_name = ? and active_pid = ?";

    private final Database database;
    private final SlotSettings settings;
    private final SlotFailover failover;
    private volatile OptionalInt ownWalsender = OptionalInt.empty();

    /** Creates the object without a connection. */
    public ReplicationSlot(Database database, SlotSettings settings) {
        this.database = database;
        this.settings = settings;
        this.failover = new SlotFailover(database, settings);
    }

    /** The slot's name. */
    public String name() {
        return settings.name();
    }

    /**
     * Prepares the slot for streaming, if it exists: ends a walsender that an earlier capture of this process left
     * behind, and enables failover for a slot that was created without it.
     *
     * @return false if there is no slot, or if the slot has lost a part of the log: it has to be created again
     * @throws PrerequisiteException if the slot is not of this database, or not logical
     * @throws SlotInUseException if another backend streams from it
     * @throws SQLException if the server is unreachable
     */
    public boolean usable() throws SQLException {
        try (Connection connection = database.connect()) {
            SlotStatus status = SlotStatus.read(connection, settings.name()).orElse(null);
            if (status == null) {
                return false;
            }
            checkKind(status);
            Integer activePid = status.activePid();
            if (activePid != null) {
                if (status.beingMade()) {
                    throw SlotInUseException.beingMade(settings.name(), activePid);
                }
                free(connection, activePid);
            }
            if (status.lost()) {
                return false;
            }
            failover.enable(connection);
            return true;
        }
    }

    /**
     * Opens a connection for repeated queries of the backend that streams from the slot.
     *
     * @throws SQLException if the server is unreachable
     */
    public SlotHolder holder() throws SQLException {
        return new SlotHolder(database.connect(), settings.name());
    }

    /**
     * Returns the backend that streams from the slot for another process; empty if none does. Any thread may call it.
     *
     * @throws SQLException if the server is unreachable
     */
    public OptionalInt heldByAnother() throws SQLException {
        try (SlotHolder holder = holder()) {
            return ofAnotherProcess(holder.backend());
        }
    }

    /** Returns the backend if it is not one that a capture of this process has opened; otherwise empty. Any thread may call it. */
    public OptionalInt ofAnotherProcess(@Nullable Integer backend) {
        OptionalInt own = ownWalsender;
        return backend == null || (own.isPresent() && own.getAsInt() == backend)
                ? OptionalInt.empty()
                : OptionalInt.of(backend);
    }

    /**
     * Creates the slot, after dropping a lost one. It will contain every transaction that commits after some moment during this
     * call, completely, and none that committed before. From PostgreSQL 17 on it is a failover slot.
     *
     * <p>After a crash in between there is no slot; after a later crash the slot contains everything since then.
     *
     * @param taking its session creates the slot: a process that was frozen until another process took the right creates
     *     nothing when it wakes
     * @throws SQLException if the slot cannot be created
     */
    public void make(SlotTaking taking) throws SQLException {
        Connection session = taking.session();
        if (Query.isTrue(session, DROP_LOST, settings.name())) {
            LOG.atWarn().addKeyValue("slot", settings.name()).log("dropped the lost replication slot");
        }
        LOG.atInfo()
                .addKeyValue("slot", settings.name())
                .log("creating the replication slot; this waits for the transactions that are open now");
        SessionSettings.endWithTheClient(session);
        // No timeout while waiting for those transactions: a slot created before they end would cut them in two.
        LongSession.run(
                session,
                database,
                () -> Query.first(session, SlotFailover.making(session), row -> true, settings.name()));
    }

    /**
     * Returns the snapshot of the rows that are visible now, and the end of the write-ahead log a moment later.
     *
     * <p>That is the insert position, not the flush position: with {@code synchronous_commit = off} a row is visible
     * before it is flushed.
     *
     * @throws SQLException if the server is unreachable
     */
    public WalSnapshot walSnapshot() throws SQLException {
        return database.read(WalSnapshot::read);
    }

    /**
     * Returns a transaction id of a transaction without effect: it is higher than all that were assigned before.
     *
     * @throws SQLException if the server is unreachable
     */
    public long nextTransaction() throws SQLException {
        return database.read(connection -> Objects.requireNonNull(
                Query.first(connection, "select pg_current_xact_id()::text::bigint", row -> row.getLong(1))));
    }

    /**
     * Returns the present moment with the timelines that lead to it.
     *
     * @throws SQLException if the server is unreachable
     */
    public DatabaseHistory history() throws SQLException {
        WalSnapshot now = walSnapshot();
        return new DatabaseHistory(now, TimelineHistory.read(database, now.timeline()), false);
    }

    /**
     * Returns the present status of the slot; empty if there is none.
     *
     * @throws SQLException if the server is unreachable
     */
    public Optional<SlotStatus> status() throws SQLException {
        return database.read(connection -> SlotStatus.read(connection, settings.name()));
    }

    /**
     * Returns whether a backend streams from the slot now. The backend counts as this process's own, because only one
     * can stream, and is remembered, so that {@link #usable()} can end it if it outlives the capture that opened it.
     *
     * @throws SQLException if the server is unreachable
     */
    public boolean streaming() throws SQLException {
        Integer activePid = status().map(SlotStatus::activePid).orElse(null);
        ownWalsender = activePid == null ? OptionalInt.empty() : OptionalInt.of(activePid);
        return activePid != null;
    }

    /**
     * Called when the capture and its walsender have ended: a backend that streams from now on belongs to another
     * process, even if {@link #streaming} took it for this process's own.
     */
    public void captureEnded() {
        ownWalsender = OptionalInt.empty();
    }

    /**
     * Returns the confirmed position of the slot.
     *
     * @throws SlotGoneException if there is no slot
     * @throws SQLException if the server is unreachable
     */
    public Lsn requireConfirmed() throws SQLException {
        return status().map(SlotStatus::confirmedFlushLsn).orElseThrow(() -> new SlotGoneException(settings.name()));
    }

    /**
     * Returns whether no transaction was ever sent from the slot, according to the server's statistics: the slot was
     * created beforehand, and no relay has used it.
     *
     * @throws SQLException if the server is unreachable
     */
    public boolean neverStreamed() throws SQLException {
        return database.read(connection -> Query.isTrue(connection, NEVER_STREAMED, settings.name()));
    }

    /**
     * Checks that the slot is logical, of this database, and of the plugin {@code pgoutput}.
     *
     * @throws PrerequisiteException if it is not
     */
    public void checkKind(SlotStatus status) {
        status.requireKind(settings.name(), database.name());
    }

    private void free(Connection connection, int activePid) throws SQLException {
        if (ownWalsender.isEmpty() || ownWalsender.getAsInt() != activePid) {
            throw new SlotInUseException(settings.name(), activePid);
        }
        LOG.atWarn()
                .addKeyValue("slot", settings.name())
                .addKeyValue("pid", activePid)
                .log("ending the walsender that an earlier capture of this process left behind");
        Query.first(connection, END_WALSENDER, row -> true, settings.name(), activePid);
    }
}
