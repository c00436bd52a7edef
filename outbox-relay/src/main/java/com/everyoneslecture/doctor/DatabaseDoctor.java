package com.everyoneslecture.doctor;

import com.everyoneslecture.slot.Database;
import com.everyoneslecture.slot.DatabaseSettings;
import com.everyoneslecture.slot.Finding;
import com.everyoneslecture.slot.Prerequisites;
import com.everyoneslecture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Looks at every point of the database. */
public final class DatabaseDoctor {

    private final Database database;
    private final ConnectionFailure failures;
    private final List<Check> checks;

    /** Connects to nothing yet. */
    public DatabaseDoctor(DatabaseSettings settings, SlotSettings slot, Clock clock) {
        this.database = new Database(settings);
        this.failures = new ConnectionFailure(database);
        this.checks = List.of(
                new Prerequisites(database, slot)::findings,
                new ServerSettings(slot)::look,
                new ReplicationConnection(settings)::look,
                new SlotCheck(database, slot)::look,
                new OutboxColumns(slot)::look,
                new OutboxPartitions(slot, clock)::look,
                new OpenTransactions(database)::look);
    }

    /** How each point stands. A server that cannot be asked is a finding, too. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = database.connect()) {
            findings.add(Finding.ok("server", "reachable", database.address() + " as " + database.username()));
            for (Check check : checks) {
                try {
                    findings.addAll(check.look(connection));
                } catch (SQLException e) {
                    findings.add(failures.during(check.getClass().getSimpleName(), e));
                }
            }
        } catch (SQLException e) {
            findings.add(failures.of(e));
        }
        return findings;
    }
}
