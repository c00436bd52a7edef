package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.slot.ForeignRows;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows of the outbox that were restored from another cluster, with transaction ids of that cluster. */
final class RestoredRows {

    private final ForeignRows rows;

    RestoredRows(SlotSettings slot) {
        this.rows = new ForeignRows(slot.outbox().qualified());
    }

    List<Finding> findings(Connection connection) throws SQLException {
        if (!rows.readable(connection)) {
            return List.of();
        }
        long count = rows.count(connection);
        return List.of(
                count == 0
                        ? Finding.ok("table", "transaction ids", "all of this cluster")
                        : Finding.warn(
                                "table",
                                "transaction ids",
                                count
                                        + " rows have transaction ids that this cluster has not given out yet, so they come"
                                        + " from another one: no safe point covers them, retention keeps them, and a new"
                                        + " slot publishes them again",
                                rows.fix()));
    }
}
