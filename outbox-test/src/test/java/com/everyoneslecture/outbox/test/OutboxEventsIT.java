package com.everyoneslecture.outbox.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.Bytes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** The events of a test, in outboxes of two names. */
class OutboxEventsIT {

    private static final Shop SHOP = shop();

    @RegisterExtension
    final OutboxEvents events = OutboxEvents.in(SHOP.database(), SHOP.table());

    private static Shop shop() {
        try {
            Shop shop = Shop.create("\"Shop\".\"Order Events\"");
            shop.append("order", "before", 1);
            return shop;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void returnsTheEventsOfAnAggregateInOrder() throws SQLException {
        UUID second = SHOP.append("order", "11", 2);
        UUID first = SHOP.append("order", "11", 1);
        SHOP.append("order", "12", 1);
        SHOP.append("invoice", "11", 1);

        assertThat(events.of("order", 11)).extracting(AppendedEvent::id).containsExactly(first, second);
        assertThat(events.of("order", "11").get(0)).satisfies(event -> {
            assertThat(event.aggregateType()).isEqualTo("order");
            assertThat(event.aggregateId()).isEqualTo("11");
            assertThat(event.aggregateVersion()).isEqualTo(1);
            assertThat(event.type()).isEqualTo("Changed");
            assertThat(event.payload()).isEqualTo("{\"n\":1}");
            assertThat(event.occurredAt())
                    .isBetween(
                            Instant.now().minus(1, ChronoUnit.HOURS),
                            Instant.now().plus(1, ChronoUnit.HOURS));
            assertThat(event.traceParent()).isNull();
        });
        assertThat(events.of("order", "none")).isEmpty();
    }

    @Test
    void returnsWhatTheTestAppended() throws SQLException {
        assertThat(events.appended()).isEmpty();

        UUID id = SHOP.append("order", "21", 1);
        SHOP.append("order", "21", 2, "rollback");

        assertThat(events.appended()).extracting(AppendedEvent::id).containsExactly(id);
        assertThat(events.all()).extracting(AppendedEvent::aggregateId).contains("before", "21");
    }

    /** A transaction that began before the mark belongs to the time after it, if it commits after it. */
    @Test
    void returnsWhatWasCommittedSinceAMark() throws SQLException {
        UUID early = UUID.randomUUID();
        try (Connection open = SHOP.database().getConnection();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute(SHOP.insert(early, "order", "31", 1));
            SHOP.append("order", "32", 1);

            OutboxEvents.Mark mark = events.mark();
            assertThat(events.since(mark)).isEmpty();
            UUID late = SHOP.append("order", "33", 1);
            open.commit();

            assertThat(events.since(mark)).extracting(AppendedEvent::id).containsExactlyInAnyOrder(early, late);
        }
    }

    @Test
    void returnsAllThatAnEventHas() throws SQLException {
        SHOP.execute(
                "insert into " + SHOP.table() + " (aggregatetype, aggregateid, aggregateversion, type, payload_bytes,"
                        + " record_key, headers, content_type) values"
                        + " ('order', '41', 1, 'Changed', '\\xff00', 'customer', '{\"region\": \"eu\"}', 'application/protobuf')");
        SHOP.execute("insert into " + SHOP.table() + " (aggregatetype, aggregateid, aggregateversion, type, tombstone)"
                + " values ('order', '41', 1, 'Deleted', true)");

        List<AppendedEvent> found = events.of("order", "41");

        assertThat(found).hasSize(2);
        assertThat(found.get(0)).satisfies(event -> {
            assertThat(event.payload()).isNull();
            assertThat(event.payloadBytes()).isEqualTo(Bytes.over(new byte[] {(byte) 0xff, 0}));
            assertThat(event.recordKey()).isEqualTo("customer");
            assertThat(event.headers()).isEqualTo("{\"region\": \"eu\"}");
            assertThat(event.contentType()).isEqualTo("application/protobuf");
        });
        assertThat(found.get(1)).satisfies(event -> {
            assertThat(event.payload()).isNull();
            assertThat(event.payloadBytes()).isNull();
            assertThat(event.recordKey()).isNull();
            assertThat(event.append()).isGreaterThan(found.get(0).append());
        });
    }

    @Test
    void readsATableWithoutTheColumnsOfThisVersion() throws SQLException {
        SHOP.execute(
                "create table older (id uuid, aggregatetype text, aggregateid text, aggregateversion bigint, type text,"
                        + " payload bytea, occurred_at bigint)");
        SHOP.execute("insert into older values (gen_random_uuid(), 'order', '1', 1, 'Changed', '\\xff', 1)");

        assertThat(OutboxEvents.in(SHOP.database(), "older").all())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.payloadBytes()).isEqualTo(Bytes.over(new byte[] {(byte) 0xff}));
                    assertThat(event.appendOrder()).isNull();
                });
    }

    @Test
    void saysWhatIsWrong() {
        OutboxEvents unknown = OutboxEvents.in(SHOP.database(), "shop.nothing");
        PGSimpleDataSource unreachable = new PGSimpleDataSource();
        unreachable.setUrl("jdbc:postgresql://127.0.0.1:1/shop");

        assertThatThrownBy(unknown::all)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot read the outbox shop.nothing")
                .hasMessageContaining("does not exist");
        assertThatThrownBy(unknown::appended)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RegisterExtension");
        assertThatThrownBy(OutboxEvents.in(unreachable)::mark).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> OutboxEvents.in(SHOP.database(), "drop table; outbox"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(events.table())).containsExactly("\"Shop\".\"Order Events\"");
    }
}
