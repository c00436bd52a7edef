package com.everyoneslecture.relay.replay;

import com.everyoneslecture.outbox.capture.jdbc.Cursor;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.LongSession;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.relay.replay.Plan.Aggregate;
import com.everyoneslecture.relay.routing.DeadLetterRouting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Counts the events that a replay would publish, and publishes nothing. */
final class Planner {

    private static final int NAMED_AGGREGATES = 20;
    private static final int BATCH = 1_000;

    private final Database database;
    private final DeadLetterRouting routing;
    private final String table;

    Planner(Database database, SlotSettings slot, DeadLetterRouting routing) {
        this.database = database;
        this.routing = routing;
        this.table = slot.outbox().qualified();
    }

    Plan plan(EventSelection selection) throws Exception {
        Counts counts = new Counts();
        try (LongSession session = LongSession.open(database)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            Cursor.forEachBatch(
                    session,
                    "select aggregatetype, aggregateid, type, count(*), min(aggregateversion), max(aggregateversion) from "
                            + table + " where " + selection.condition() + " group by 1, 2, 3 order by 1, 2, 3",
                    BATCH,
                    this::aggregate,
                    counts::add,
                    selection.parameters());
            List<UUID> unknown = unknown(connection, selection);
            connection.commit();
            counts.end();
            return new Plan(counts.events, counts.byTopic, counts.aggregates, List.copyOf(counts.first), unknown);
        }
    }

    private Aggregate aggregate(ResultSet row) throws SQLException {
        String type = row.getString(1);
        return new Aggregate(
                type + "/" + row.getString(2),
                routing.ofTypes(type, row.getString(3)).topic(),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6));
    }

    private List<UUID> unknown(Connection connection, EventSelection selection) throws SQLException {
        if (selection.ids().isEmpty()) {
            return List.of();
        }
        Set<UUID> known = new HashSet<>(Query.rows(
                connection,
                "select id from " + table + " where " + selection.condition(),
                row -> row.getObject(1, UUID.class),
                selection.parameters().toArray()));
        return selection.ids().stream().filter(id -> !known.contains(id)).toList();
    }

    /** Counts the events by topic. The event types of an aggregate arrive one after the other. */
    private static final class Counts {
        private final Map<String, Long> byTopic = new TreeMap<>();
        private final List<Aggregate> first = new ArrayList<>();
        private final Map<String, Aggregate> current = new TreeMap<>();
        private String name = "";
        private long events;
        private long aggregates;

        void add(List<Aggregate> batch) {
            for (Aggregate aggregate : batch) {
                if (!aggregate.name().equals(name)) {
                    end();
                    name = aggregate.name();
                    aggregates++;
                }
                events += aggregate.events();
                byTopic.merge(aggregate.topic(), aggregate.events(), Long::sum);
                current.merge(aggregate.topic(), aggregate, Aggregate::and);
            }
        }

        void end() {
            current.values().stream()
                    .limit(Math.max(0, NAMED_AGGREGATES - first.size()))
                    .forEach(first::add);
            current.clear();
        }
    }
}
