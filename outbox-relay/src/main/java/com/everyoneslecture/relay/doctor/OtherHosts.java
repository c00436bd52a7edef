package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.SlotFailover;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the other servers of the URL, which may become the primary: whether each has a copy of the slot from which the stream
 * can continue.
 */
final class OtherHosts {

    private static final String AREA = "failover";

    private static final String COPYING =
            "select coalesce(current_setting('sync_replication_slots', true), 'off') = 'on'";

    private static final String COPY = """
            select synced, temporary, coalesce(invalidation_reason, ''), coalesce(confirmed_flush_lsn::text, 'none')
            from pg_replication_slots where slot_name = ?
            """;

    private final Database database;
    private final SlotSettings slot;

    OtherHosts(Database database, SlotSettings slot) {
        this.database = database;
        this.slot = slot;
    }

    List<Finding> findings(Connection primary) throws SQLException {
        String here = database.hostOf(primary);
        List<Finding> findings = new ArrayList<>();
        for (String host : database.hosts()) {
            if (!host.equals(here)) {
                findings.add(finding(host));
            }
        }
        return findings;
    }

    private Finding finding(String host) {
        String check = "host " + host;
        try (Connection connection = database.connectTo(host)) {
            if (!Query.isTrue(connection, "select pg_is_in_recovery()")) {
                return Finding.fail(AREA, check, "accepts writes like the primary: there are two primaries", null)
                        .advising("stop the former primary, and make it a standby again");
            }
            return SlotFailover.supported(connection)
                    ? copy(check, connection)
                    : Finding.ok(AREA, check, "a standby; it keeps no copy of the slot before PostgreSQL 17");
        } catch (SQLException e) {
            return Finding.warn(AREA, check, ConnectionFailure.text(e), null)
                    .advising("start the server, or remove it from relay.database.url");
        }
    }

    private Finding copy(String check, Connection standby) throws SQLException {
        String promise =
                ": if it is promoted now, the slot is created again, and events that it does not hold are published from the outbox";
        if (!Query.isTrue(standby, COPYING)) {
            return Finding.warn(AREA, check, "a standby without sync_replication_slots" + promise, null)
                    .advising("on the standby: alter system set sync_replication_slots = on; select pg_reload_conf()");
        }
        Finding copy = Query.first(
                standby,
                COPY,
                row -> {
                    if (!row.getString(3).isEmpty()) {
                        return Finding.warn(
                                        AREA,
                                        check,
                                        "its copy of the slot is invalid, " + row.getString(3) + promise,
                                        null)
                                .advising("set hot_standby_feedback = on there; the standby creates the copy again");
                    }
                    if (!row.getBoolean(1)) {
                        return Finding.warn(AREA, check, "has a separate slot of this name, not a copy" + promise, null)
                                .advising("on the standby: select pg_drop_replication_slot('" + slot.name() + "')");
                    }
                    return row.getBoolean(2)
                            ? Finding.warn(AREA, check, "its copy of the slot is not complete yet" + promise, null)
                                    .advising("it is once events have flowed for about a minute")
                            : Finding.ok(AREA, check, "a standby with a copy of the slot, at " + row.getString(4));
                },
                slot.name());
        return copy != null
                ? copy
                : Finding.warn(AREA, check, "a standby without a copy of the slot" + promise, null)
                        .advising(
                                "it needs dbname in primary_conninfo, primary_slot_name and hot_standby_feedback; see its log");
    }
}
