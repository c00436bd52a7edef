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
 * What the relay must find in the database before it starts. The server would say most of it, but
 * one thing at a time, in the middle of a stream, and in words that help nobody.
 *
 * <p>Each point is defined once. A start stops at the first that fails; a diagnosis looks at all of them.
 */
public final class Prerequisites {

    private final Database database;
    private final ServerPoints server;
    private final ColumnPoints columns;
    private final PublicationPoints publication;
    private final List<Point> points;

    /** Connects to nothing yet. */
    public Prerequisites(Database database, SlotSettings settings) {
        this.database = database;
        this.server = new ServerPoints(database, settings);
        this.columns = new ColumnPoints(settings);
        this.publication = new PublicationPoints(database, settings);
        this.points = List.of(
                server::version,
                server::primary,
                server::direct,
                server::walLevel,
                server::replication,
                server::schema,
                server::table,
                server::select);
    }

    /**
     * Returns if all is there.
     *
     * @throws PrerequisiteException if something is not; the first thing that is not
     * @throws SQLException if the server cannot be asked
     */
    public void check() throws SQLException {
        database.read(connection -> {
            check(connection);
            return true;
        });
    }

    private void check(Connection connection) throws SQLException {
        if (server.isStandby(connection)) {
            // Not a prerequisite: a failover may be on its way.
            throw new SQLException(server.standby(), "57P03");
        }
        for (Point point : points) {
            Finding finding = point.look(connection);
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
     * How each point stands; those that rest on one that fails are left out.
     *
     * @throws SQLException if the server cannot be asked
     */
    public List<Finding> findings(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Point point : points) {
            Finding finding = point.look(connection);
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
    private interface Point {
        /** Null if it cannot be looked at, for it rests on another one that fails. */
        @Nullable
        Finding look(Connection connection) throws SQLException;
    }
}
