package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.Prerequisites;
import com.everyoneslecture.outbox.kafka.Answers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Checks the prerequisites in the database, as the relay does before it starts, and whether the brokers respond. */
final class Servers {

    private final TaskSettings settings;

    Servers(TaskSettings settings) {
        this.settings = settings;
    }

    /** Records each failing check; those of the database with their remedy. */
    void check(Problems problems) {
        checkDatabase(problems);
        checkBrokers(problems);
    }

    private void checkDatabase(Problems problems) {
        Database database = new Database(settings.database());
        try (Connection connection = database.connect()) {
            for (Finding finding : new Prerequisites(database, settings.slot()).findings(connection)) {
                if (finding.status() == Status.FAIL) {
                    problems.add(ConnectorKeys.URL, "fails: " + finding.detail() + " — to do: " + finding.remedy());
                }
            }
        } catch (SQLException e) {
            problems.add(ConnectorKeys.URL, "cannot be used: " + e.getMessage());
        }
    }

    private void checkBrokers(Problems problems) {
        try (Admin admin = Admin.create(settings.kafka().clientProperties())) {
            try {
                Answers.of(admin.describeCluster().clusterId(), settings.kafka().deliveryTimeout());
            } finally {
                admin.close(Duration.ZERO);
            }
        } catch (KafkaException e) {
            problems.add(ConnectorKeys.BOOTSTRAP_SERVERS, "cannot be used: " + e.getMessage());
        }
    }
}
