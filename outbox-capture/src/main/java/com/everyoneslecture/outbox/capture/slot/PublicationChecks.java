package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Requirements of the publication: inserts alone, of the outbox alone, as rows of the root, every row, with every column
 * that the relay needs.
 */
final class PublicationChecks {

    private static final String AREA = "publication";

    private final Database database;
    private final SlotSettings settings;
    private final PublicationStatements statements;
    private final Migration migration;
    private final String publication;
    private final String outbox;

    PublicationChecks(Database database, SlotSettings settings) {
        this.database = database;
        this.settings = settings;
        this.statements = new PublicationStatements(settings);
        this.migration = new Migration(database, settings.outbox());
        this.publication = settings.publication();
        this.outbox = settings.outbox().qualified();
    }

    /** Returns the result of each check, by one or two statements, without the checks that depend on a failed one. */
    List<Finding> findings(Connection connection) throws SQLException {
        PublicationState state = PublicationState.of(connection, settings);
        if (state != null && !state.outboxAlone()) {
            // A statement that overlaps with the end of a publication still finds it, but without tables.
            state = PublicationState.of(connection, settings);
        }
        TableColumns columns = TableColumns.of(connection, settings.outbox());
        if (state == null) {
            return List.of(missing(columns));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(AREA, "exists", publication));
        findings.add(operations(state));
        findings.add(root(state));
        // Without the root's name, it is the partitions that are published.
        if (state.viaRoot()) {
            findings.add(table(state, columns));
        }
        if (state.outboxAlone()) {
            findings.add(columns(state, columns));
            findings.add(rows(state, columns));
        }
        return findings;
    }

    private Finding missing(TableColumns columns) {
        return Finding.fail(
                        AREA,
                        "exists",
                        "there is no publication '" + publication + "' in " + database.address(),
                        statements.create(columns))
                .advising(migration.advice("relay.slot.publication"));
    }

    private Finding operations(PublicationState state) {
        return state.insertsOnly()
                ? Finding.ok(AREA, "operations", "inserts only")
                : Finding.fail(
                        AREA,
                        "operations",
                        "publication '" + publication + "' does not publish inserts only",
                        "alter publication " + publication + " set (publish = 'insert')");
    }

    private Finding root(PublicationState state) {
        return state.viaRoot()
                ? Finding.ok(AREA, "partitions", "published under the name of the table")
                : Finding.fail(
                        AREA,
                        "partitions",
                        "publication '" + publication + "' publishes partitions under their own names",
                        "alter publication " + publication + " set (publish_via_partition_root = true)");
    }

    private Finding table(PublicationState state, TableColumns columns) {
        if (state.everything()) {
            // A publication of all tables cannot be changed into one of some tables.
            return Finding.fail(
                    AREA,
                    "table",
                    "publication '" + publication + "' publishes all tables",
                    "drop publication " + publication + "; " + statements.create(columns));
        }
        return state.outboxAlone()
                ? Finding.ok(AREA, "table", outbox + " alone")
                : Finding.fail(
                        AREA,
                        "table",
                        "publication '" + publication + "' does not publish '" + outbox + "' alone",
                        statements.setTable(columns));
    }

    private Finding columns(PublicationState state, TableColumns columns) {
        Set<String> missing = new TreeSet<>(columns.published());
        missing.removeAll(state.columns());
        return missing.isEmpty()
                ? Finding.ok(AREA, "columns", "all columns that the relay needs")
                : Finding.fail(
                        AREA,
                        "columns",
                        "publication '" + publication + "' leaves out the columns " + missing,
                        statements.setTable(columns));
    }

    private Finding rows(PublicationState state, TableColumns columns) {
        return state.rowFilter() == null
                ? Finding.ok(AREA, "row filter", "none: every row is published")
                : Finding.fail(
                        AREA,
                        "row filter",
                        "publication '" + publication + "' publishes only rows where " + state.rowFilter(),
                        statements.setTable(columns));
    }
}
