package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.stack.RelaySlot;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RelaySlotIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // Counts the changes that the slot would deliver. Changes from before its position are not among them.
    private static final String CHANGES =
            "select count(*) from pg_logical_slot_peek_changes('category_outbox', null, null)";

    @Test
    void isCreatedAgainAndAdvancedToTheEndOfTheLog() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            RelaySlot slot = new RelaySlot(database.admin());
            slot.recreate(PATIENCE);
            run(database, "select pg_drop_replication_slot('category_outbox')");
            run(database, "select pg_create_logical_replication_slot('category_outbox', 'test_decoding')");
            run(database, "insert into lecture_category (category_name, version) values ('written', 1)");
            assertThat(run(database, CHANGES)).isNotEqualTo("0");
            slot.advance(PATIENCE);
            assertThat(run(database, CHANGES)).isEqualTo("0");
            run(database, "insert into lecture_category (category_name, version) values ('written', 1)");
            assertThat(run(database, CHANGES)).isNotEqualTo("0");
            slot.recreate(PATIENCE);
            assertThat(run(database, "select plugin from pg_replication_slots")).isEqualTo("pgoutput");
            slot.drop(PATIENCE);
            assertThat(run(database, "select count(*) from pg_replication_slots"))
                    .isEqualTo("0");
        }
    }

    private static String run(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }
}
