package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the database before the relay starts. The server would report most of these problems too, but one at a time, in the
 * middle of a stream, and without a remedy.
 *
 * <p>Each check is defined once. A start stops at the first failure; a diagnosis runs all of them.
 */
public final class Prerequisites {

    private final Database database;
    private final ServerChecks server;
    private final ColumnChecks columns;
    private final PublicationChecks publication;
    private final List<Check> checks;

    /** Creates the checks without a connection. */
    public Prerequisites(Database database, SlotSettings settings) {
        this.database = database;
        this.server = new ServerChecks(database, settings);
        this.columns = new ColumnChecks(settings);
        this.publication = new PublicationChecks(database, settings);
        this.checks = List.of(
                server::version,
                server::primary,
                server::direct,
                server::walLevel,
                server::encoding,
                server::replication,
                server::schema,
                server::table,
                server::select,
                server::rowSecurity,
                server::slotLock);
    }

    /**
     * Returns if every check succeeds.
     *
     * @throws PrerequisiteException the first failed check
     * @throws SQLException if the server is unreachable
     */
    public void check() throws SQLException {
        database.read(connection -> {
            check(connection);
            return true;
        });
    }

    private void check(Connection connection) throws SQLException {
        if (server.isStandby(connection)) {
            // Not a prerequisite: a failover may be in progress.
            throw new SQLException(server.standby(), "57P03");
        }
        for (Check check : checks) {
            Finding finding = check.run(connection);
            if (finding != null) {
                require(finding, connection);
            }
        }
        for (Finding finding : columns.findings(connection)) {
            require(finding, connection);
        }
        for (Finding finding : publication.findings(connection)) {
            require(finding, connection);
        }
    }

    /**
     * Returns the result of each check, without the checks that depend on a failed one.
     *
     * @throws SQLException if the server is unreachable
     */
    public List<Finding> findings(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            Finding finding = check.run(connection);
            if (finding != null) {
                findings.add(finding);
            }
        }
        findings.addAll(columns.findings(connection));
        findings.addAll(publication.findings(connection));
        return findings;
    }

    private static void require(Finding finding, Connection connection) throws SQLException {
        if (finding.status() == Status.FAIL) {
            PrerequisiteException.throwIfFailed(ManagedServer.of(connection).adapted(finding));
        }
    }

    @FunctionalInterface
    private interface Check {
        /** Returns null if it depends on another check that fails. */
        @Nullable
        Finding run(Connection connection) throws SQLException;
    }
}
