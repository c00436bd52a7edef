package com.everyoneslecture.chaos.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SlotLivesIT {

    @Test
    @Timeout(180)
    void tellsOneLifeOfAServerFromTheNext() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            try (Outbox outbox = new Outbox(postgres.admin(database.name()))) {
                assertThat(outbox.state("tried").orElseThrow().slot()).isEmpty();
                execute(database, "select pg_create_logical_replication_slot('tried', 'pgoutput')");
                Outbox.Slot first = slot(outbox);
                execute(database, "select pg_logical_emit_message(true, 'more', 'log')");
                execute(database, "select pg_replication_slot_advance('tried', pg_current_wal_lsn())");
                assertThat(slot(outbox).serverLife()).isEqualTo(first.serverLife());
                assertThat(slot(outbox).confirmedLsn()).isGreaterThan(first.confirmedLsn());
                postgres.server().kill();
                assertThat(outbox.state("tried")).as("no answer").isEmpty();
                postgres.server().start();
                assertThat(slot(outbox).serverLife()).isNotEqualTo(first.serverLife());
            }
        }
    }

    private static Outbox.Slot slot(Outbox outbox) {
        return outbox.state("tried").orElseThrow().slot().orElseThrow();
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
