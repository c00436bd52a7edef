package com.everyoneslecture.relay.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A verification must not use the memory that the relay needs. */
class HeapBudgetIT {

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);

    @Test
    void isForSoManyEventsAndNoMore() throws Exception {
        try (Connection connection = DATABASE.as("category_app").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload,"
                    + " occurred_at) select gen_random_uuid(), 'category', '7', n, 'T', '{}', n * 1000000"
                    + " from generate_series(1, 3) n");
        }

        assertThatCode(() -> budget(3).require(null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> budget(2).require(null))
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("more events than the 2 that this relay has memory to compare")
                .hasMessageContaining("Set since");
        assertThatCode(() -> budget(2).require(Instant.ofEpochSecond(2))).doesNotThrowAnyException();
    }

    private static HeapBudget budget(long events) {
        DatabaseSettings settings =
                new DatabaseSettings(DATABASE.jdbcUrl(), "outbox_relay", DATABASE.password("outbox_relay"), Map.of());
        return new HeapBudget(
                new Database(settings),
                new SlotSettings("any", "outbox", "public.outbox", Duration.ofSeconds(5)),
                events);
    }
}
