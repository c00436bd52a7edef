package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.relay.routing.Routes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checks the routes: routes without effect, and events of the outbox that no route takes. */
final class RoutesCheck {

    private static final String AREA = "routes";
    private static final Duration RECENT = Duration.ofDays(1);
    private static final int NAMED_TYPES = 5;

    private final Routes routes;
    private final Database database;
    private final String table;
    private final Clock clock;

    private record Types(String aggregateType, String eventType) {}

    /** Creates the check without a connection. */
    RoutesCheck(Routes routes, Database database, SlotSettings slot, Clock clock) {
        this.routes = routes;
        this.database = database;
        this.table = slot.outbox().qualified();
        this.clock = clock;
    }

    /** Returns the findings of the routes. Other findings report an unreachable database. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        routes.flaws().forEach((route, flaw) -> findings.add(Finding.warn(AREA, route, flaw, null)));
        if (findings.isEmpty()) {
            int topics = routes.configuredTopics().size();
            findings.add(Finding.ok(AREA, "order", "every route can be reached; topics with a route: " + topics));
        }
        unrouted().forEach((aggregateType, eventTypes) -> findings.add(unrouted(aggregateType, eventTypes)));
        return findings;
    }

    private Finding unrouted(String aggregateType, List<String> eventTypes) {
        String check = "aggregate type " + aggregateType;
        String without = "no route takes its events of " + named(eventTypes) + ": ";
        if (routes.halts()) {
            return Finding.fail(AREA, check, without + "the relay halts at such an event (relay.otherwise)", null)
                    .advising("add a route for the aggregate type to relay.routes and restart the relay");
        }
        Optional<String> topic = routes.topicOtherwise(aggregateType);
        return topic.isPresent()
                ? Finding.ok(AREA, check, without + "they go to " + topic.get())
                : Finding.warn(
                                AREA,
                                check,
                                without + "they go to the dead letter topic, because no topic can have that name",
                                null)
                        .advising("add a route for the aggregate type to relay.routes and restart the relay");
    }

    /** The event types that no route takes, by aggregate type. */
    private Map<String, List<String>> unrouted() {
        Map<String, List<String>> unrouted = new TreeMap<>();
        for (Types types : recent()) {
            if (!routes.take(types.aggregateType(), types.eventType())) {
                unrouted.computeIfAbsent(types.aggregateType(), type -> new ArrayList<>())
                        .add(types.eventType());
            }
        }
        return unrouted;
    }

    private List<Types> recent() {
        long since = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().minus(RECENT));
        try (Connection connection = database.connect()) {
            // Bounded, because no index leads to the types.
            return Query.rows(
                    connection,
                    "select distinct aggregatetype, type from (select aggregatetype, type from " + table
                            + " where occurred_at >= ? limit 500000) as recent order by 1, 2 limit 1000",
                    row -> new Types(row.getString(1), row.getString(2)),
                    since);
        } catch (SQLException e) {
            return List.of();
        }
    }

    private static String named(List<String> eventTypes) {
        String first = eventTypes.stream().limit(NAMED_TYPES).collect(Collectors.joining(", "));
        return eventTypes.size() <= NAMED_TYPES ? first : first + " and " + (eventTypes.size() - NAMED_TYPES) + " more";
    }
}
