package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.DatabaseHistory;
import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.LedgerReading;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.ledger.UnreadableLedgerException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * Compares the ledger with the database and its slot: whether it belongs to the database, whether it explains the slot's
 * position, and whether its safe points can cover all rows.
 */
final class LedgerEvidence {

    private static final String AREA = "ledger";

    private final ReplicationSlot slot;
    private final KafkaSettings kafka;
    private final RestoredRows restored;

    LedgerEvidence(Database database, SlotSettings slot, KafkaSettings kafka) {
        this.slot = new ReplicationSlot(database, slot);
        this.kafka = kafka;
        this.restored = new RestoredRows(database, slot);
    }

    /** Returns no finding if a server is unreachable, because other checks report that. */
    List<Finding> findings() {
        try {
            LedgerHead head = LedgerReading.head(slot.name(), kafka);
            return head == null || head.missing() ? restored.findings(null) : findings(head);
        } catch (UnreadableLedgerException e) {
            return List.of(Finding.fail(AREA, "records", String.valueOf(e.getMessage()), null)
                    .advising(e.remedy()));
        } catch (SQLException | KafkaException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Finding> findings(LedgerHead head) throws SQLException {
        String owner = head.owner();
        String here = slot.walSnapshot().database();
        if (owner != null && !DatabaseHistory.system(owner).equals(DatabaseHistory.system(here))) {
            return List.of(Finding.fail(
                            AREA,
                            "owner",
                            "belongs to the database system " + DatabaseHistory.system(owner) + ", and this is "
                                    + DatabaseHistory.system(here),
                            "outbox-relay adopt")
                    .advising("choose another relay.kafka.name, or, if this database continues that one"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(AREA, "owner", "this database system"));
        SlotStatus status = slot.status().orElse(null);
        if (status != null && status.activePid() == null && status.confirmedFlushLsn() != null) {
            findings.add(position(head, status.confirmedFlushLsn()));
        }
        SafePoint point = head.safePoint();
        findings.addAll(restored.findings(
                point == null || head.safePointGivenUp() || !point.database().equals(here) ? null : point.snapshot()));
        return findings;
    }

    private static Finding position(LedgerHead head, Lsn confirmed) {
        Lsn known = new Lsn(head.position());
        return confirmed.compareTo(known) <= 0
                ? Finding.ok(AREA, "slot's position", confirmed + " agrees with the ledger")
                : Finding.warn(
                                AREA,
                                "slot's position",
                                confirmed + " is ahead of the position in the ledger, " + known
                                        + ": the slot was created again or"
                                        + " advanced, or an idle relay ended before it recorded the position",
                                null)
                        .advising(
                                "start the relay: it publishes from the outbox the events that the slot may not hold");
    }
}
