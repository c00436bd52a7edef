package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.Standbys.Standby;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks {@code synchronized_standby_slots}: PostgreSQL sends the relay only changes that the standbys of these slots
 * have. Without it, a failover may leave events in Kafka whose rows the new primary lacks; with it, a stopped standby
 * stops the relay.
 */
final class SynchronizedStandbys {

    private static final String AREA = "failover";
    private static final String CHECK = "synchronized_standby_slots";

    private static final String NAMED = "select coalesce(current_setting('synchronized_standby_slots', true), '')";

    private static final String SLOTS = "select slot_name, slot_type, active from pg_replication_slots";

    private final List<Standby> standbys;

    SynchronizedStandbys(List<Standby> standbys) {
        this.standbys = standbys;
    }

    List<Finding> findings(Connection connection) throws SQLException {
        String setting = Objects.requireNonNull(Query.first(connection, NAMED, row -> row.getString(1)));
        List<String> named = Arrays.stream(setting.split(",", -1))
                .map(name -> name.strip().replace("\"", ""))
                .filter(name -> !name.isEmpty())
                .toList();
        return List.of(named.isEmpty() ? nothingNamed() : named(connection, named));
    }

    private Finding nothingNamed() {
        if (standbys.isEmpty()) {
            return Finding.ok(AREA, CHECK, "no standby has a slot");
        }
        String slots = standbys.stream().map(Standby::slot).collect(Collectors.joining(", "));
        return Finding.warn(
                        AREA,
                        CHECK,
                        "no standby is named: a failover may leave events in Kafka whose transactions the new primary does not"
                                + " have",
                        setting(slots))
                .advising(
                        "name the slots of the standbys that may be promoted; if a named one is down, the relay publishes nothing");
    }

    private static Finding named(Connection connection, List<String> named) throws SQLException {
        Map<String, String> faults = new TreeMap<>();
        named.forEach(name -> faults.put(name, "does not exist"));
        Query.rows(connection, SLOTS, row -> {
                    String fault = row.getString(2).equals("physical")
                            ? (row.getBoolean(3) ? "" : "is not active")
                            : "is not physical";
                    return Map.entry(row.getString(1), fault);
                })
                .forEach(slot -> faults.computeIfPresent(slot.getKey(), (name, missing) -> slot.getValue()));
        faults.values().removeIf(String::isEmpty);
        if (faults.isEmpty()) {
            return Finding.ok(
                    AREA, CHECK, String.join(", ", named) + ": only transactions that these have are published");
        }
        String rest = named.stream().filter(name -> !faults.containsKey(name)).collect(Collectors.joining(", "));
        return Finding.fail(
                        AREA,
                        CHECK,
                        faults.entrySet().stream()
                                        .map(fault -> "slot '" + fault.getKey() + "' " + fault.getValue())
                                        .collect(Collectors.joining(", "))
                                + ": until it is, PostgreSQL sends the relay nothing, so no event is published",
                        setting(rest))
                .advising("start the standby, or publish without waiting for it");
    }

    private static String setting(String slots) {
        return "alter system set synchronized_standby_slots = '" + slots + "'; select pg_reload_conf()";
    }
}
