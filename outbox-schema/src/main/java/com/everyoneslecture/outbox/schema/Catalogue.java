package com.everyoneslecture.outbox.schema;

import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the objects of an outbox in the catalogue of a database with those that should be there. */
final class Catalogue {

    private static final String ROLE_EXISTS = "select 'exists' from pg_roles where rolname = ?";

    private final OutboxDefinition outbox;
    private final List<Expectation> expectations;

    Catalogue(OutboxDefinition outbox, Template template) {
        this.outbox = outbox;
        this.expectations = new Expectations(outbox, template).all();
    }

    /**
     * Returns one deviation for each object. If a role or the table is missing, or the table is of another kind, returns only
     * that, because it causes all others.
     */
    List<Deviation> deviations(Connection connection) throws SQLException {
        List<Deviation> missing = missingRoles(connection);
        if (!missing.isEmpty()) {
            return missing;
        }
        String kind = kind(connection);
        if (kind == null) {
            return List.of(new Deviation("table " + outbox.names().qualified(), "is missing", Expectations.APPLY));
        }
        List<Deviation> unpartitioned = unpartitioned(connection);
        if (!unpartitioned.isEmpty()) {
            return unpartitioned;
        }
        List<Deviation> deviations = new ArrayList<>();
        for (Expectation expectation : expectations) {
            String found = first(
                    connection, expectation.query(), expectation.parameters().toArray(new String[0]));
            if (!expectation.value().equals(found)) {
                String problem = found == null || found.isEmpty()
                        ? "is missing"
                        : "is " + shortened(found) + ", not " + shortened(expectation.value());
                deviations.add(new Deviation(expectation.object(), problem, expectation.remedy()));
            }
        }
        return deviations;
    }

    /** Returns that the table has no partitions, as one that {@code adopt} has turned into an outbox; empty if it has, or is missing. */
    List<Deviation> unpartitioned(Connection connection) throws SQLException {
        return "r".equals(kind(connection))
                ? List.of(new Deviation(
                        "table " + outbox.names().qualified(),
                        "is not partitioned, so `apply` has not created it",
                        "if `adopt` has turned it into an outbox, let the relay's `doctor` check it; if not, create the outbox under"
                                + " another name"))
                : List.of();
    }

    /** Returns {@code p} for a partitioned table, {@code r} for an ordinary one, null if there is none. */
    private @Nullable String kind(Connection connection) throws SQLException {
        return first(
                connection,
                "select relkind from pg_class c join pg_namespace n on n.oid = relnamespace"
                        + " where nspname = ? and relname = ? and relkind in ('r', 'p')",
                outbox.names().schema(),
                outbox.names().table());
    }

    List<Deviation> missingRoles(Connection connection) throws SQLException {
        List<Deviation> missing = new ArrayList<>();
        addIfMissing(connection, missing, outbox.writer(), "login");
        addIfMissing(connection, missing, outbox.relay(), "login replication");
        if (outbox.owner() != null) {
            addIfMissing(connection, missing, outbox.owner(), "nologin");
        }
        return missing;
    }

    private static void addIfMissing(Connection connection, List<Deviation> missing, String role, String attributes)
            throws SQLException {
        if (first(connection, ROLE_EXISTS, role) == null) {
            missing.add(new Deviation(
                    "role " + role,
                    "is missing",
                    "create role " + OutboxNames.quoted(role) + " " + attributes + "; or apply with --create-roles"));
        }
    }

    private static @Nullable String first(Connection connection, String query, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int at = 0; at < parameters.length; at++) {
                statement.setString(at + 1, parameters[at]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** Shortens a function's body, which would be too long for a message. */
    private static String shortened(String value) {
        return value.indexOf('\n') < 0 ? value : "another text";
    }
}
