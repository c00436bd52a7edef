package com.everyoneslecture.doctor;

import com.everyoneslecture.slot.Database;
import com.everyoneslecture.slot.Finding;
import com.everyoneslecture.slot.PrerequisiteException;
import com.everyoneslecture.slot.ReplicationSlot;
import com.everyoneslecture.slot.SlotInUseException;
import com.everyoneslecture.slot.SlotSettings;
import com.everyoneslecture.slot.SlotStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The slot as a start would find it: the same questions, asked by the same class. */
final class SlotCheck {

    private static final String AREA = "slot";
    private static final long NARROW_BYTES = 64L << 20;

    private final ReplicationSlot slot;
    private final String dropIt;

    SlotCheck(Database database, SlotSettings settings) {
        this.slot = new ReplicationSlot(database, settings);
        this.dropIt = "select pg_drop_replication_slot('" + settings.name() + "')";
    }

    List<Finding> look(Connection unused) throws SQLException {
        SlotStatus status = slot.status().orElse(null);
        if (status == null) {
            return List.of(Finding.ok(
                    AREA,
                    "exists",
                    slot.name() + " does not exist yet: the relay makes it, and publishes the whole outbox"
                            + " that its ledger does not name"));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            boolean keepsAll = slot.usable();
            findings.add(Finding.ok(AREA, "kind", slot.name() + ", of pgoutput and this database"));
            findings.add(
                    keepsAll
                            ? Finding.warn(AREA, "in use", "by nobody: no relay streams", null)
                                    .advising("start the relay; what is committed meanwhile is kept")
                            : Finding.warn(AREA, "wal_status", "lost: it does not hold what it should", null)
                                    .advising("start the relay: it makes the slot anew and recovers from the outbox"));
        } catch (PrerequisiteException e) {
            findings.add(Finding.fail(AREA, "kind", String.valueOf(e.getMessage()), dropIt)
                    .advising("choose another name by relay.slot.name, or, if nobody needs that slot"));
            return findings;
        } catch (SlotInUseException e) {
            findings.add(Finding.ok(AREA, "kind", slot.name() + ", of pgoutput and this database"));
            findings.add(Finding.ok(AREA, "in use", "a relay streams from it, backend " + status.activePid()));
        }
        findings.add(room(status));
        return findings;
    }

    private static Finding room(SlotStatus status) {
        String figures = "wal_status " + status.walStatus() + ", " + mebibytes(status.retainedBytes())
                + " MiB retained, " + mebibytes(status.lagBytes()) + " MiB behind";
        Long safe = status.safeWalBytes();
        if (safe == null) {
            return Finding.ok(AREA, "retention", figures + ", no bound");
        }
        String withBound = figures + ", " + mebibytes(safe) + " MiB until it is lost";
        return safe < NARROW_BYTES || status.walStatus().equals("unreserved")
                ? Finding.warn(
                                AREA,
                                "retention",
                                withBound,
                                "alter system set max_slot_wal_keep_size = '10GB'; select pg_reload_conf()")
                        .advising("let the relay catch up, or keep more")
                : Finding.ok(AREA, "retention", withBound);
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
