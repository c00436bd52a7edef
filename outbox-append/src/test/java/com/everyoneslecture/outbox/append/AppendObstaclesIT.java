package com.everyoneslecture.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Tables that accept no appends, with the reason; other failures are passed on unchanged. */
class AppendObstaclesIT extends AppendScenario {

    @Test
    void saysThatAnOlderTableLacksAColumn() throws SQLException {
        create("shop.events");
        admin("alter table shop.events drop column record_key");

        Outbox.of("shop.events").append(connection, event(1).build());
        assertThatThrownBy(() -> Outbox.of("shop.events")
                        .append(connection, event(2).recordKey("7").build()))
                .isInstanceOfSatisfying(
                        OutboxNotUsableException.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(OutboxNotUsableException.Reason.NO_COLUMN));
    }

    @Test
    void saysThatThereIsNoTable() {
        assertUnusable(OutboxNotUsableException.Reason.NO_TABLE, "shop.events", "shop.events");
        assertUnusable(OutboxNotUsableException.Reason.NO_TABLE, "nowhere.events", "nowhere");
    }

    @Test
    void saysThatThereIsNoColumn() throws SQLException {
        create("shop.events");
        admin("alter table shop.events drop column traceparent");

        assertUnusable(OutboxNotUsableException.Reason.NO_COLUMN, "shop.events", "traceparent");
    }

    @Test
    void saysThatThereIsNoPartition() throws SQLException {
        admin(
                "create table shop.events (like public.outbox including all) partition by range (occurred_at)",
                "grant insert " + COLUMNS + " on shop.events to category_app");

        assertUnusable(OutboxNotUsableException.Reason.NO_PARTITION, "shop.events", "partition");
    }

    @Test
    void saysThatThereIsNoPermission() throws SQLException {
        admin("create table shop.events (like public.outbox including all)");

        assertUnusable(OutboxNotUsableException.Reason.NO_PERMISSION, "shop.events", "Grant");
    }

    @Test
    void leavesFailuresThatAreNotTheOutboxsAsTheyAre() throws SQLException {
        create("shop.events");
        try (Connection other = DATABASE.admin().getConnection();
                Statement lock = other.createStatement();
                Statement bound = connection.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table shop.events in access exclusive mode");
            bound.execute("set local lock_timeout = '100ms'");

            assertThatThrownBy(() -> Outbox.of("shop.events").append(connection, event(1).build()))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("55P03"));
            other.rollback();
        }
    }

    private void assertUnusable(OutboxNotUsableException.Reason reason, String table, String named) {
        assertThatThrownBy(() -> Outbox.of(table).append(connection, event(1).build()))
                .isInstanceOfSatisfying(
                        OutboxNotUsableException.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(reason))
                .hasMessageContaining(named)
                .hasCauseInstanceOf(SQLException.class);
        rollBack();
    }
}
