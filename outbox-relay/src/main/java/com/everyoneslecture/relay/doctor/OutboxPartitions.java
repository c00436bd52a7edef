package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.Migration;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Checks whether today's rows and those of the next days have partitions, and whether the default partition has rows. */
final class OutboxPartitions {

    private static final String AREA = "table";
    private static final int DAYS_AHEAD = 2;

    private static final String RANGES = """
            select (bounds.found)[1]::bigint, (bounds.found)[2]::bigint
            from pg_inherits i
                 join pg_class p on p.oid = i.inhrelid
                 cross join lateral regexp_match(
                     pg_get_expr(p.relpartbound, p.oid), 'FROM \\(''?(-?\\d+)''?\\) TO \\(''?(-?\\d+)''?\\)')
                     as bounds (found)
            where i.inhparent = to_regclass(?) and bounds.found is not null
            order by 1
            """;

    private static final String PARTITIONED =
            "select coalesce((select relkind = 'p' from pg_class where oid = to_regclass(?)), false)";

    private static final String CALLABLE = """
            select coalesce(has_function_privilege(to_regprocedure(?), 'execute')
                and has_function_privilege(to_regprocedure(?), 'execute'), false)
            """;

    private final OutboxNames outbox;
    private final String table;
    private final Migration migration;
    private final Clock clock;

    private record Range(long begins, long ends) {
        boolean holds(long micros) {
            return begins <= micros && micros < ends;
        }
    }

    private record Strays(long rows, long firstMicros, long lastMicros) {}

    OutboxPartitions(Database database, SlotSettings slot, Clock clock) {
        this.outbox = slot.outbox();
        this.table = outbox.qualified();
        this.migration = new Migration(database, outbox);
        this.clock = clock;
    }

    List<Finding> findings(Connection connection) throws SQLException {
        if (!Query.isTrue(connection, "select coalesce(has_table_privilege(to_regclass(?), 'select'), false)", table)) {
            return List.of();
        }
        if (!Query.isTrue(connection, PARTITIONED, table)) {
            return List.of(Finding.ok(AREA, "partitions", "not partitioned: retention cannot drop whole partitions"));
        }
        List<Range> ranges = Query.rows(connection, RANGES, row -> new Range(row.getLong(1), row.getLong(2)), table);
        return List.of(ahead(ranges), strays(connection, ranges), retention(connection));
    }

    private Finding ahead(List<Range> ranges) {
        List<String> missing = new ArrayList<>();
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        for (int day = 0; day <= DAYS_AHEAD; day++) {
            Instant begins = today.plus(day, ChronoUnit.DAYS);
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, begins);
            if (ranges.stream().noneMatch(range -> range.holds(micros))) {
                missing.add(begins.toString().substring(0, 10));
            }
        }
        return missing.isEmpty()
                ? Finding.ok(AREA, "partitions", ranges.size() + ", for today and the days ahead")
                : Finding.warn(
                        AREA,
                        "partitions",
                        "there is no partition for " + String.join(", ", missing)
                                + ": rows go to the default partition",
                        "select " + outbox.ensurePartitions() + "(7)");
    }

    /** Selects rows by the ranges that no other partition covers, so that only the default partition is read. */
    private Finding strays(Connection connection, List<Range> ranges) throws SQLException {
        StringBuilder gaps = new StringBuilder("false");
        if (ranges.isEmpty()) {
            gaps.append(" or true");
        } else {
            gaps.append(" or occurred_at < ").append(ranges.get(0).begins());
            for (int next = 1; next < ranges.size(); next++) {
                if (ranges.get(next - 1).ends() < ranges.get(next).begins()) {
                    gaps.append(" or occurred_at >= ")
                            .append(ranges.get(next - 1).ends());
                    gaps.append(" and occurred_at < ").append(ranges.get(next).begins());
                }
            }
            gaps.append(" or occurred_at >= ")
                    .append(ranges.get(ranges.size() - 1).ends());
        }
        Strays strays = Objects.requireNonNull(Query.first(
                connection,
                "select count(*), min(occurred_at), max(occurred_at) from " + table + " where " + gaps,
                row -> new Strays(row.getLong(1), row.getLong(2), row.getLong(3))));
        return strays.rows() == 0
                ? Finding.ok(AREA, "default partition", "empty")
                : Finding.warn(
                                AREA,
                                "default partition",
                                strays.rows() + " rows from " + instant(strays.firstMicros()) + " to "
                                        + instant(strays.lastMicros()) + ": they are published like all others, but"
                                        + " retention deletes them row by row, and rows of the future only when they are old",
                                null)
                        .advising("check the clocks of the applications");
    }

    /** The relay calls functions for it, which lock no longer than they must. */
    private Finding retention(Connection connection) throws SQLException {
        String role = Query.first(connection, "select current_user", row -> row.getString(1));
        String ensure = outbox.ensurePartitions() + "(integer)";
        String drop = outbox.dropPartition() + "(interval, pg_snapshot)";
        return Query.isTrue(connection, CALLABLE, ensure, drop)
                ? Finding.ok(AREA, "retention", "the relay may create and drop partitions")
                : Finding.warn(
                                AREA,
                                "retention",
                                "the relay may not call " + outbox.ensurePartitions() + " and " + outbox.dropPartition()
                                        + ": partitions are neither created nor dropped",
                                "grant execute on function " + ensure + ", " + drop + " to "
                                        + OutboxNames.quoted(String.valueOf(role)))
                        .advising(migration.advice() + " if there are no such functions");
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
