package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.LongSession;
import com.everyoneslecture.outbox.capture.slot.ForeignRows;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the outbox that were restored from another cluster, with transaction ids of that cluster. */
final class RestoredRows {

    private final Database database;
    private final ForeignRows rows;

    RestoredRows(Database database, SlotSettings slot) {
        this.database = database;
        this.rows = new ForeignRows(slot.outbox().qualified());
    }

    /**
     * Returns one finding, or none if the relay's role may not read the outbox. It may read the whole outbox.
     *
     * @param safePoint the snapshot of the last safe point of this database; null if there is none
     */
    List<Finding> findings(@Nullable String safePoint) throws SQLException {
        try (LongSession session = LongSession.open(database)) {
            if (!rows.readable(session.connection())) {
                return List.of();
            }
            long count = rows.count(session);
            return List.of(
                    count == 0
                            ? Finding.ok("table", "transaction ids", "all of this cluster")
                            : found(count, safePoint));
        }
    }

    private Finding found(long count, @Nullable String safePoint) {
        return Finding.warn(
                        "table",
                        "transaction ids",
                        count
                                + " rows have transaction ids that this cluster has not assigned yet, so they come"
                                + " from another cluster: no safe point covers them, retention keeps them, and a new"
                                + " slot publishes them again",
                        safePoint == null ? null : rows.fix(safePoint))
                .advising(
                        safePoint == null
                                ? "start the relay, and run doctor again after its next safe point"
                                : "check with verify that their events are published; the statement changes rows that were"
                                        + " loaded before the last safe point, so run doctor again for later ones");
    }
}
