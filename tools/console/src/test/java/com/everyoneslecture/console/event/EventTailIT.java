package com.everyoneslecture.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows with impossible times do not hide other rows from the console. No broker runs. */
@Timeout(120)
class EventTailIT {

    private final TestDatabase category = TestPostgres.shared().create(Schema.CATEGORY);
    private final TestDatabase lecture = TestPostgres.shared().create(Schema.LECTURE);
    private final EventTail tail = new EventTail(
            category.as("console"), noBroker(), "categoryChanged", lecture.as("console"), Clock.systemUTC());

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void showsTheRowsThatComeBehindOneOfAClockThatIsAhead() throws SQLException {
        insert("1", micros(Instant.parse("2100-01-01T00:00:00Z")));
        for (int row = 0; row < 250; row++) {
            insert("2", micros(Instant.now().plusSeconds(600)));
        }
        tail.step();
        UUID now = insert("3", micros(Instant.now()));

        assertThat(tail.step()).extracting(EventTimeline::id).contains(now);
        assertThat(tail.newest(500)).extracting(EventTimeline::id).contains(now);
    }

    @Test
    void showsTimesOutsideOfAllCalendarsAsTheFirstAndTheLastMoment() throws SQLException {
        try (Connection connection = category.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table outbox drop constraint outbox_occurred_at_range");
        }
        insert("1", Long.MAX_VALUE);
        insert("1", Long.MIN_VALUE + 1);
        tail.step();

        assertThat(tail.of("1", 10))
                .extracting(life -> life.event().occurredAt())
                .containsExactlyInAnyOrder(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59.999999Z"));
        assertThat(tail.figures().oldestUnpublishedSeconds()).isNotNegative();
    }

    private UUID insert(String aggregate, long occurredAt) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = category.admin().getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, payload)
                        select ?, 'category', ?, 1 + count(*), 'CategoryChanged', ?, '{}' from outbox where aggregateid = ?
                        """)) {
            insert.setObject(1, id);
            insert.setString(2, aggregate);
            insert.setLong(3, occurredAt);
            insert.setString(4, aggregate);
            insert.execute();
        }
        return id;
    }

    private static long micros(Instant time) {
        return EventTime.micros(time);
    }

    private static Properties noBroker() {
        Properties client = new Properties();
        client.put("bootstrap.servers", "127.0.0.1:1");
        return client;
    }
}
