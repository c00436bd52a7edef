package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.SlotFailover;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.Standbys;
import com.everyoneslecture.outbox.capture.slot.Standbys.Standby;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks whether the stream continues after a failover, as far as the primary shows it. */
final class FailoverCheck {

    private static final String AREA = "failover";

    private static final String SLOT_EXISTS = "select exists (select from pg_replication_slots where slot_name = ?)";

    private static final String COPIED =
            "select exists (select from pg_replication_slots where slot_name = ? and synced)";

    /** Archive the log, and are never promoted. */
    private static final Set<String> ARCHIVERS = Set.of("pg_receivewal", "pg_basebackup", "barman_receive_wal");

    private final Database database;
    private final SlotSettings slot;
    private final SlotFailover failover;

    FailoverCheck(Database database, SlotSettings slot) {
        this.database = database;
        this.slot = slot;
        this.failover = new SlotFailover(database, slot);
    }

    List<Finding> findings(Connection connection) throws SQLException {
        List<Standby> standbys = Standbys.all(connection);
        List<Finding> findings = new ArrayList<>();
        if (SlotFailover.supported(connection)) {
            if (Query.isTrue(connection, SLOT_EXISTS, slot.name())) {
                findings.add(slot(connection));
            }
            findings.addAll(new SynchronizedStandbys(standbys).findings(connection));
        } else if (!standbys.isEmpty()) {
            findings.add(Finding.ok(
                    AREA,
                    "slot",
                    "PostgreSQL older than 17 keeps no slot on a standby: after a failover the relay creates it again, and"
                            + " publishes from the outbox the events that it does not hold"));
        }
        standbys.forEach(standby -> findings.addAll(standby(standby)));
        if (database.hasSeveralHosts()) {
            findings.addAll(new OtherHosts(database, slot).findings(connection));
        }
        return findings;
    }

    private Finding slot(Connection connection) throws SQLException {
        if (failover.missing(connection)) {
            return Finding.warn(
                            AREA,
                            "slot",
                            slot.name() + " is not kept on the standbys: after a failover it must be created again",
                            "psql \"" + server(connection) + " dbname=" + database.name() + " user="
                                    + database.username() + " replication=database\" -c '"
                                    + SlotFailover.command(slot.name()) + "'")
                    .advising("restart the relay, which alters it, or, while no relay streams");
        }
        return Finding.ok(
                AREA,
                "slot",
                slot.name() + " is kept on each standby with sync_replication_slots = on"
                        + (Query.isTrue(connection, COPIED, slot.name()) ? "; it came here by a failover" : ""));
    }

    /** Returns the server of the connection in the form that psql reads. */
    private String server(Connection connection) throws SQLException {
        String here = database.hostOf(connection);
        int colon = here.lastIndexOf(':');
        return "host=" + here.substring(0, colon).replaceAll("[\\[\\]]", "") + " port=" + here.substring(colon + 1);
    }

    private static List<Finding> standby(Standby standby) {
        String check = "standby " + standby.slot();
        if (standby.isBehind()) {
            return List.of(
                    Finding.warn(AREA, check, standby.description() + "; the ledger keeps what it does not have", null)
                            .advising(standby.remedy()));
        }
        if (standby.active() && !standby.feedback() && !ARCHIVERS.contains(standby.application())) {
            return List.of(Finding.warn(
                            AREA,
                            check,
                            "streams, and has not reported which rows it needs: it was started a moment ago, or has no"
                                    + " hot_standby_feedback, without which the slot's copy there will be invalidated",
                            null)
                    .advising("if it may be promoted, on the standby: alter system set hot_standby_feedback = on;"
                            + " select pg_reload_conf()"));
        }
        return List.of(Finding.ok(
                AREA, check, (standby.active() ? "streams, " : "has all, ") + standby.lagBytes() + " bytes behind"));
    }
}
