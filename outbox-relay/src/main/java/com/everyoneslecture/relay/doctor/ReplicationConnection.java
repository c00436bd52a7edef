package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.jdbc.Pooler;
import com.everyoneslecture.outbox.capture.slot.ManagedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Opens a connection for replication, as the capture will, because pg_hba.conf has separate entries for these. */
final class ReplicationConnection {

    private final DatabaseSettings settings;

    ReplicationConnection(DatabaseSettings settings) {
        this.settings = settings;
    }

    List<Finding> findings(Connection usual) throws SQLException {
        // If the role may not replicate, another check reports it.
        return ManagedServer.mayReplicate(usual) ? List.of(open()) : List.of();
    }

    private Finding open() {
        try (Connection connection = new Database(settings).connectForReplication();
                Statement statement = connection.createStatement()) {
            statement.execute("IDENTIFY_SYSTEM");
            return Finding.ok("role", "replication connection", "admitted");
        } catch (SQLException e) {
            return Finding.fail("role", "replication connection", ConnectionFailure.text(e), null)
                    .advising(
                            Pooler.hasRefused(e)
                                    ? Pooler.REMEDY
                                    : "let pg_hba.conf admit role " + settings.username()
                                            + " from here for replication, and max_wal_senders leave room");
        }
    }
}
