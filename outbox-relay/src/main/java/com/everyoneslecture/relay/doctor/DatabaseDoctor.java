package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.ManagedServer;
import com.everyoneslecture.outbox.capture.slot.Prerequisites;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs all checks of the database. */
public final class DatabaseDoctor {

    private final Database database;
    private final ConnectionFailure failures;
    private final Map<String, Check> checks = new LinkedHashMap<>();

    /**
     * Creates the checks without a connection.
     *
     * @param capture reads the slot
     */
    public DatabaseDoctor(DatabaseSettings settings, SlotSettings slot, Connector capture, Clock clock) {
        this.database = new Database(settings);
        this.failures = new ConnectionFailure(database);
        checks.put("prerequisites", new Prerequisites(database, slot)::findings);
        checks.put("settings of the server", new ServerSettings(slot)::findings);
        checks.put("replication connection", new ReplicationConnection(settings)::findings);
        checks.put("replication slot", new SlotCheck(database, slot)::findings);
        if (capture == Connector.DEBEZIUM) {
            checks.put("heartbeat", new HeartbeatCheck(database.username())::findings);
        }
        checks.put("failover", new FailoverCheck(database, slot)::findings);
        checks.put("partitions of the outbox", new OutboxPartitions(database, slot, clock)::findings);
        checks.put("open transactions", new OpenTransactions(database)::findings);
    }

    /** Returns the result of each check. An unreachable server is a finding, too. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = database.connect()) {
            findings.add(Finding.ok("server", "reachable", database.address() + " as " + database.username()));
            ManagedServer server = ManagedServer.of(connection);
            for (Map.Entry<String, Check> check : checks.entrySet()) {
                try {
                    check.getValue().findings(connection).stream()
                            .map(server::adapted)
                            .forEach(findings::add);
                } catch (SQLException e) {
                    findings.add(failures.during(check.getKey(), e));
                }
            }
        } catch (SQLException e) {
            findings.add(failures.of(e));
        }
        return findings;
    }
}
