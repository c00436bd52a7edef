package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import java.sql.SQLException;

/**
 * Watches the publication while the relay streams: a table, a column or rows that it leaves out are missing from the stream,
 * and the server reports no error. Used by any thread.
 */
public final class PublicationWatch {

    private final Database database;
    private final PublicationChecks checks;

    /** Creates the watch without a connection. */
    public PublicationWatch(Database database, SlotSettings settings) {
        this.database = database;
        this.checks = new PublicationChecks(database, settings);
    }

    /**
     * Returns if the publication has everything that the relay needs.
     *
     * @throws PrerequisiteException if it does not
     * @throws SQLException if the server is unreachable
     */
    public void check() throws SQLException {
        for (Finding finding : database.read(checks::findings)) {
            PrerequisiteException.throwIfFailed(finding);
        }
    }
}
