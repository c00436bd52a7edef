package com.everyoneslecture.chaos.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The outbox of both services, and the category table, which are the truth. A result is empty if the server does not answer. */
public final class Outbox implements AutoCloseable {

    /** A snapshot that covers nothing. */
    public static final String NOTHING = "3:3:";

    private static final String DEFAULT_CONTENT_TYPE = "application/json";

    private final Lasting database;

    public Outbox(DataSource database) {
        this.database = new Lasting(database);
    }

    /**
     * The sizes of the outbox, and the state of the slot.
     *
     * @param rows the number of rows of the outbox
     * @param categoryRows the number of those rows that are events of categories
     * @param slot the slot; empty if it does not exist
     */
    public record State(long rows, long categoryRows, Optional<Slot> slot) {}

    /**
     * The relay's slot.
     *
     * @param confirmedLsn the position up to which the relay has confirmed, in bytes
     * @param lagBytes the bytes of log written since
     * @param serverLife constant from one start or crash recovery of the server to the next
     */
    public record Slot(long confirmedLsn, long lagBytes, String serverLife) {}

    /** Returns a snapshot of the transactions that are committed now. */
    public Optional<String> snapshot() {
        return database.ask(
                connection -> one(connection, "select pg_current_snapshot()::text", row -> row.getString(1)));
    }

    /** Returns the events that one snapshot covers and an earlier one does not. */
    public Optional<List<Event>> between(String earlier, String later) {
        return database.ask(connection -> events(connection, """
                select aggregatetype, id, coalesce(record_key, aggregateid), aggregateversion from outbox
                where pg_visible_in_snapshot(tx_id, ?::pg_snapshot)
                  and not pg_visible_in_snapshot(tx_id, ?::pg_snapshot)
                """, later, earlier));
    }

    /** Returns the rows that one snapshot covers and an earlier one does not. */
    public Optional<List<Row>> rows(String earlier, String later) {
        return database.ask(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select aggregatetype, id, coalesce(record_key, aggregateid), aggregateversion, aggregateid, type, content_type,
                           traceparent, occurred_at, case when aggregatetype = 'category' then payload end
                    from outbox
                    where pg_visible_in_snapshot(tx_id, ?::pg_snapshot)
                      and not pg_visible_in_snapshot(tx_id, ?::pg_snapshot)
                    """)) {
                select.setString(1, later);
                select.setString(2, earlier);
                List<Row> rows = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Event event = event(row);
                        rows.add(new Row(
                                event,
                                event.aggregate() == Aggregate.CATEGORY
                                        ? Optional.of(contentOfCategory(row))
                                        : Optional.empty()));
                    }
                }
                return rows;
            }
        });
    }

    /** Returns the content of the record; the row of a category has text, and neither a key nor headers of its own. */
    private static Content contentOfCategory(ResultSet row) throws SQLException {
        Headers headers = new RecordHeaders();
        add(headers, RecordHeader.ID, row.getString(2));
        add(headers, RecordHeader.AGGREGATE_VERSION, row.getString(4));
        add(headers, RecordHeader.SUBJECT, row.getString(5));
        add(headers, RecordHeader.TYPE, row.getString(6));
        String contentType = row.getString(7);
        add(headers, RecordHeader.CONTENT_TYPE, contentType == null ? DEFAULT_CONTENT_TYPE : contentType);
        String traceparent = row.getString(8);
        if (traceparent != null) {
            add(headers, RecordHeader.TRACEPARENT, traceparent);
        }
        return Content.of(
                row.getString(3).getBytes(UTF_8),
                row.getString(10).getBytes(UTF_8),
                headers,
                Math.floorDiv(row.getLong(9), 1_000));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    /**
     * Returns the events whose transaction had begun at the later snapshot and was not over at the earlier one. Only those can have rows
     * from between the two: a row is not visible in the later one if its transaction ended after that. Empty, too, while one of those
     * transactions is open.
     */
    public Optional<List<Event>> begunBetween(String earlier, String later) {
        return database.ask(connection -> isOver(connection, later)
                        ? Optional.of(events(connection, """
                                select aggregatetype, id, coalesce(record_key, aggregateid), aggregateversion from outbox
                                where tx_id < pg_snapshot_xmax(?::pg_snapshot)
                                  and not pg_visible_in_snapshot(tx_id, ?::pg_snapshot)
                                """, later, earlier))
                        : Optional.<List<Event>>empty())
                .flatMap(events -> events);
    }

    /** Returns whether all transactions that had begun when the snapshot was taken have ended. */
    private static boolean isOver(Connection connection, String snapshot) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select pg_snapshot_xmin(pg_current_snapshot()) >= pg_snapshot_xmax(?::pg_snapshot)")) {
            select.setString(1, snapshot);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static List<Event> events(Connection connection, String sql, String later, String earlier)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, later);
            select.setString(2, earlier);
            List<Event> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(event(row));
                }
            }
            return events;
        }
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                Aggregate.of(row.getString(1)), row.getObject(2, UUID.class), number(row.getString(3)), row.getLong(4));
    }

    /** Returns the number in a key; an event's own key has text before the number. */
    private static long number(String key) {
        return Long.parseLong(key.replaceAll("\\D", ""));
    }

    /** Returns the newest version of each category that ever had an event. */
    public Optional<Map<Long, Long>> versions() {
        return database.ask(connection -> {
            Map<Long, Long> versions = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select aggregateid, max(aggregateversion) from outbox where aggregatetype = 'category' group by aggregateid")) {
                while (row.next()) {
                    versions.put(row.getLong(1), row.getLong(2));
                }
            }
            return versions;
        });
    }

    /** Returns those of the events that have no row. */
    public Optional<Set<UUID>> missing(Collection<UUID> events) {
        return database.ask(connection -> {
            Set<UUID> missing = new HashSet<>(events);
            Array ids = connection.createArrayOf("uuid", events.toArray());
            try (PreparedStatement select = connection.prepareStatement("select id from outbox where id = any(?)")) {
                select.setArray(1, ids);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        missing.remove(row.getObject(1, UUID.class));
                    }
                }
            }
            return missing;
        });
    }

    /** Returns the sizes of the outbox, and the state of the slot. */
    public Optional<State> state(String slot) {
        return database.ask(connection -> {
            long[] rows = one(
                    connection,
                    "select count(*), count(*) filter (where aggregatetype = 'category') from outbox",
                    row -> new long[] {row.getLong(1), row.getLong(2)});
            try (PreparedStatement select = connection.prepareStatement("""
                    select confirmed_flush_lsn - '0/0'::pg_lsn,
                           pg_current_wal_lsn() - confirmed_flush_lsn,
                           pg_postmaster_start_time()::text || ' '
                             || (select pid from pg_stat_activity where backend_type = 'checkpointer')
                    from pg_replication_slots
                    where slot_name = ? and confirmed_flush_lsn is not null
                    """)) {
                select.setString(1, slot);
                try (ResultSet row = select.executeQuery()) {
                    return new State(
                            rows[0],
                            rows[1],
                            row.next()
                                    ? Optional.of(new Slot(row.getLong(1), row.getLong(2), "" + row.getString(3)))
                                    : Optional.empty());
                }
            }
        });
    }

    /** Returns all categories. */
    public Optional<Map<Long, Category>> categories() {
        return database.ask(connection ->
                Category.read(connection, "select category_id, version, category_name from lecture_category"));
    }

    @Override
    public void close() {
        database.close();
    }

    /** Reads a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> T one(Connection connection, String sql, Reader<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return reader.read(row);
        }
    }
}
