package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.capture.OutboxColumns;
import com.everyoneslecture.outbox.capture.jdbc.Cursor;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.LongSession;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.TableColumns;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.relay.verify.Report.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the outbox: once as a whole, in one snapshot, and some of its rows by their ids. */
final class OutboxRows implements RowLookup {

    private static final int BATCH = 10_000;

    /** The begin of the oldest day's partition: retention may have dropped the rows of events that occurred before. */
    private static final String OLDEST_DAY = """
            select min((regexp_match(pg_get_expr(p.relpartbound, p.oid), 'FROM \\(''?(-?\\d+)''?\\)'))[1]::bigint)
            from pg_inherits i join pg_class p on p.oid = i.inhrelid
            where i.inhparent = to_regclass(?)
            """;

    /** Without partitions by day, old rows are deleted. Where none is left, all records are older than the outbox. */
    private static final String OLDEST_ROW =
            "select coalesce(min(occurred_at), (extract(epoch from now()) * 1000000)::bigint) from ";

    private record Counts(long rows, int aggregates) {}

    private final Database database;
    private final ReplicationSlot slot;
    private final OutboxNames outbox;
    private final String table;

    OutboxRows(Database database, ReplicationSlot slot, SlotSettings settings) {
        this.database = database;
        this.slot = slot;
        this.outbox = settings.outbox();
        this.table = outbox.qualified();
    }

    /** Reads all rows, or those of events since then. */
    Outbox read(@Nullable Instant since, Progress progress) throws Exception {
        String condition =
                since == null ? "" : " where occurred_at >= " + ChronoUnit.MICROS.between(Instant.EPOCH, since);
        try (LongSession session = LongSession.open(database)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            // Counts the aggregates apart: in the order of the read below, one with separate keys is in several places.
            Counts counts = Objects.requireNonNull(Query.first(
                    connection,
                    "select coalesce(sum(amount), 0), count(*) from (select count(*) as amount from " + table
                            + condition + " group by aggregatetype, aggregateid) as aggregate",
                    row -> new Counts(row.getLong(1), row.getInt(2))));
            // After the snapshot of this transaction: every row that it sees committed before this position.
            Lsn walEnd = slot.walSnapshot().walEnd();
            Long oldestDay = Query.first(connection, OLDEST_DAY, row -> row.getObject(1, Long.class), table);
            long oldest = oldestDay == null ? oldestRow(connection) : oldestDay;
            TableColumns columns = TableColumns.of(connection, outbox);
            String appended = columns.has(OutboxColumns.APPEND_ORDER) ? "coalesce(append_order, 0)" : "0";
            RowGatherer gatherer = new RowGatherer(counts.rows(), progress);
            Cursor.forEachBatch(
                    session,
                    "select id, aggregatetype, aggregateid, " + columns.recordKey() + ", aggregateversion, " + appended
                            + " from " + table + condition + " order by coalesce(" + columns.recordKey()
                            + ", aggregateid), 2, 3",
                    BATCH,
                    row -> new RowGatherer.Row(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getLong(5),
                            row.getLong(6)),
                    gatherer::add,
                    List.of());
            connection.commit();
            return gatherer.outbox(
                    counts.aggregates(), walEnd, Instant.EPOCH.plus(oldest, ChronoUnit.MICROS), oldestDay != null);
        }
    }

    private long oldestRow(Connection connection) throws SQLException {
        return Objects.requireNonNull(Query.first(connection, OLDEST_ROW + table, row -> row.getLong(1)));
    }

    @Override
    public Set<UUID> existing(Collection<UUID> ids) throws SQLException {
        try (Connection connection = database.connect()) {
            return new HashSet<>(Query.rows(
                    connection,
                    "select id from " + table + " where id = any (?::uuid[])",
                    row -> row.getObject(1, UUID.class),
                    array(ids)));
        }
    }

    @Override
    public Set<UUID> covered(List<UUID> ids, @Nullable String snapshot) throws SQLException {
        Set<UUID> covered = new HashSet<>();
        if (snapshot == null) {
            return covered;
        }
        try (Connection connection = database.connect()) {
            for (int from = 0; from < ids.size(); from += BATCH) {
                covered.addAll(Query.rows(
                        connection,
                        "select id from " + table + " where id = any (?::uuid[])"
                                + " and pg_visible_in_snapshot(tx_id, (select ?::pg_snapshot))",
                        row -> row.getObject(1, UUID.class),
                        array(ids.subList(from, Math.min(from + BATCH, ids.size()))),
                        snapshot));
            }
        }
        return covered;
    }

    @Override
    public List<Event> describe(Collection<UUID> ids) throws SQLException {
        try (Connection connection = database.connect()) {
            return Query.rows(
                    connection,
                    "select id, aggregatetype, aggregateid, aggregateversion from " + table
                            + " where id = any (?::uuid[]) order by aggregatetype, aggregateid, aggregateversion",
                    row -> new Event(row.getString(1), row.getString(2) + "/" + row.getString(3), row.getLong(4), null),
                    array(ids));
        }
    }

    private static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
