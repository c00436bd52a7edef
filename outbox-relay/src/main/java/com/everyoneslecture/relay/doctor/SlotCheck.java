package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Checks the slot as a start would find it. It only reads: it neither ends a backend nor changes the slot. */
final class SlotCheck {

    private static final String AREA = "slot";
    private static final long NARROW_BYTES = 64L << 20;

    private final ReplicationSlot slot;
    private final String dropIt;

    SlotCheck(Database database, SlotSettings settings) {
        this.slot = new ReplicationSlot(database, settings);
        this.dropIt = "select pg_drop_replication_slot('" + settings.name() + "')";
    }

    List<Finding> findings(Connection connection) throws SQLException {
        SlotStatus status = slot.status().orElse(null);
        if (status == null) {
            return List.of(Finding.ok(
                    AREA,
                    "exists",
                    slot.name() + " does not exist yet: the relay creates it, and publishes every row of the outbox"
                            + " that its ledger does not name"));
        }
        try {
            slot.checkKind(status);
        } catch (PrerequisiteException e) {
            return List.of(Finding.fail(AREA, "kind", String.valueOf(e.getMessage()), dropIt)
                    .advising("choose another name by relay.slot.name, or, if that slot is not needed"));
        }
        return List.of(
                Finding.ok(AREA, "kind", slot.name() + ", of pgoutput and this database"),
                use(status),
                room(status, WalBound.read(connection)));
    }

    private static Finding use(SlotStatus status) {
        if (status.activePid() != null) {
            return status.beingMade()
                    ? Finding.warn(
                                    AREA,
                                    "in use",
                                    "backend " + status.activePid()
                                            + " is creating it, and waits for open transactions",
                                    null)
                            .advising("let them end, or end them")
                    : Finding.ok(AREA, "in use", "a relay streams from it, backend " + status.activePid());
        }
        return status.lost()
                ? Finding.warn(AREA, "wal_status", "lost: PostgreSQL has removed write-ahead log that it needs", null)
                        .advising("start the relay: it creates the slot again and recovers from the outbox")
                : Finding.warn(AREA, "in use", "no relay streams from it", null)
                        .advising("start the relay; PostgreSQL keeps the events that are committed meanwhile");
    }

    private static Finding room(SlotStatus status, WalBound bound) {
        String figures = "wal_status " + status.walStatus() + ", " + mebibytes(status.retainedBytes())
                + " MiB retained, " + mebibytes(status.lagBytes()) + " MiB behind";
        Long safe = status.safeWalBytes();
        if (safe == null) {
            return Finding.ok(AREA, "retention", figures + ", no bound");
        }
        String withBound = figures + ", " + mebibytes(safe) + " MiB until it is lost";
        return safe < NARROW_BYTES || status.walStatus().equals("unreserved")
                ? Finding.warn(AREA, "retention", withBound, bound.raise())
                        .advising("let the relay catch up, or keep more, if the disk has the room")
                : Finding.ok(AREA, "retention", withBound);
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
