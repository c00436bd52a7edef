package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Checks for transactions that stay open: a new slot waits for each of them, and each one blocks the slot's restart position.
 */
final class OpenTransactions {

    private static final String AREA = "transactions";

    private static final String OPEN = """
            select pid, coalesce(usename, ''), coalesce(application_name, ''),
                   extract(epoch from now() - xact_start)::bigint
            from pg_stat_activity
            where backend_xid is not null and xact_start < now() - interval '5 minutes'
            order by xact_start
            limit 5
            """;

    private static final String HIDDEN =
            "select count(*) from pg_stat_activity where backend_xid is not null and xact_start is null";

    private static final String PREPARED = """
            select gid, extract(epoch from now() - prepared)::bigint
            from pg_prepared_xacts
            order by prepared
            limit 5
            """;

    private final Database database;

    OpenTransactions(Database database) {
        this.database = database;
    }

    List<Finding> findings(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>(open(connection));
        findings.addAll(Query.rows(
                connection,
                PREPARED,
                row -> Finding.warn(
                                AREA,
                                "prepared",
                                "'" + row.getString(1) + "' has been prepared for " + row.getLong(2)
                                        + " s and is neither committed nor rolled back: it holds the slot back",
                                "rollback prepared '" + row.getString(1).replace("'", "''") + "'")
                        .advising("commit it, or roll it back")));
        return findings.isEmpty() ? List.of(Finding.ok(AREA, "open", "no old transaction, no prepared one")) : findings;
    }

    private List<Finding> open(Connection connection) throws SQLException {
        long hidden = Objects.requireNonNull(Query.first(connection, HIDDEN, row -> row.getLong(1)));
        if (hidden > 0) {
            return List.of(Finding.warn(
                    AREA,
                    "open",
                    hidden + " transactions of other roles are writing, and how old they are is not visible to "
                            + database.username(),
                    "grant pg_read_all_stats to " + OutboxNames.quoted(database.username())));
        }
        return Query.rows(
                connection,
                OPEN,
                row -> Finding.warn(
                                AREA,
                                "open",
                                "backend " + row.getInt(1) + " (" + row.getString(2) + " " + row.getString(3)
                                        + ") has been writing for " + row.getLong(4)
                                        + " s: a new slot has to wait for it, and it holds the slot back",
                                "select pg_terminate_backend(" + row.getInt(1) + ")")
                        .advising("let it end, or end it"));
    }
}
