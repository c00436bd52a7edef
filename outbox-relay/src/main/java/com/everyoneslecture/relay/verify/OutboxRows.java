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
    private static final String OLDEST = """
            select min((regexp_match(pg_get_expr(p.relpartbound, p.oid), 'FROM \\(''?(-?\\d+)''?\\)'))[1]::bigint)
            from pg_inherits i join pg_class p on p.oid = i.inhrelid
            where i.inhparent = to_regclass(?)
            """;

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
            long total = Objects.requireNonNull(
                    Query.first(connection, "select count(*) from " + table + condition, row -> row.getLong(1)));
            // After the snapshot of this transaction: every row that it sees committed before this position.
            Lsn walEnd = slot.walSnapshot().walEnd();
            Long oldest = Query.first(connection, OLDEST, row -> row.getObject(1, Long.class), table);
            TableColumns columns = TableColumns.of(connection, outbox);
            String appended = columns.has(OutboxColumns.APPEND_ORDER) ? "coalesce(append_order, 0)" : "0";
            RowGatherer gatherer = new RowGatherer(total, progress);
            Cursor.forEachBatch(
                    session,
                    "select id, aggregatetype, aggregateid, " + columns.ownKey() + ", aggregateversion, " + appended
                            + " from " + table + condition + " order by 2, 3, 4, 5",
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
            return gatherer.outbox(walEnd, oldest);
        }
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
