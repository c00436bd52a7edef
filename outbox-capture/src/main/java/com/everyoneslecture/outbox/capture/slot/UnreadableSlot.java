package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognizes a slot that can never be read again, and drops it.
 *
 * <p>The server decodes each change with the catalog of the time of the change. If rows were appended while there was no
 * publication, the stream fails at those rows forever, even after the publication was created again. The outbox has all of
 * them, so the slot is dropped and created again.
 *
 * <p>After a crash following the drop there is no slot, and the next start creates one and recovers. Used by any thread.
 */
public final class UnreadableSlot {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableSlot.class);

    /** Undefined object and undefined table. */
    private static final Set<String> UNDEFINED = Set.of("42704", "42P01");

    // Not a slot that another relay has meanwhile created in its place: that one's position is higher.
    private static final String DROP =
            "select true from (select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                    + " where slot_name = ? and not active and confirmed_flush_lsn = ?::pg_lsn) as dropped";

    private final Database database;
    private final SlotSettings settings;
    private final PublicationWatch publication;
    /** The position of the slot that was found unreadable, which it does not leave any more; null if none was found. */
    private volatile @Nullable Lsn found;

    private volatile boolean dropped;

    /** Creates the object without a connection. */
    public UnreadableSlot(Database database, SlotSettings settings) {
        this.database = database;
        this.settings = settings;
        this.publication = new PublicationWatch(database, settings);
    }

    /**
     * Returns the meaning of a failed stream: an {@link UnreadableSlotException} if the stream lacks an object that exists now,
     * a {@link PrerequisiteException} if the object does not exist now either, and the failure itself otherwise.
     */
    public Throwable explain(Throwable failure) {
        SQLException undefined = undefined(failure);
        if (undefined == null) {
            return failure;
        }
        try {
            publication.check();
            found = database.read(connection -> SlotStatus.read(connection, settings.name()))
                    .map(SlotStatus::confirmedFlushLsn)
                    .orElse(null);
        } catch (PrerequisiteException missing) {
            return missing;
        } catch (SQLException unreachable) {
            failure.addSuppressed(unreachable);
            return failure;
        }
        return new UnreadableSlotException(settings.name(), settings.publication(), message(undefined), dropped);
    }

    /**
     * Drops the slot if it was found unreadable, no backend streams from it, and it is still the same: another relay may have found
     * it, too, and have replaced it. The caller creates a new one.
     *
     * @param taking its session drops the slot: a process that was frozen until another process took the right drops nothing when it
     *     wakes
     * @throws SQLException if the server is unreachable, or a backend has just started to stream from it
     */
    public void dropIfFound(SlotTaking taking) throws SQLException {
        Lsn position = found;
        if (position == null) {
            return;
        }
        boolean gone = Query.isTrue(taking.session(), DROP, settings.name(), position.toString());
        found = null;
        if (gone) {
            dropped = true;
            LOG.atWarn()
                    .addKeyValue("slot", settings.name())
                    .log("dropped the replication slot, because it could not be read");
        }
    }

    /** Notes that the slot was read past everything that it contained at first: the next failure is not that of the same slot. */
    public void readable() {
        dropped = false;
    }

    private static String message(SQLException undefined) {
        ServerErrorMessage reported = undefined instanceof PSQLException sent ? sent.getServerErrorMessage() : null;
        return String.valueOf(reported == null ? undefined.getMessage() : reported.getMessage());
    }

    private static @Nullable SQLException undefined(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNDEFINED.contains(String.valueOf(sql.getSQLState()))) {
                return sql;
            }
        }
        return null;
    }
}
