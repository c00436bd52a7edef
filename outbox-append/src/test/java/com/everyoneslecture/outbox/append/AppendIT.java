package com.everyoneslecture.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows that an append leaves in the table, after a commit and after a rollback. */
class AppendIT extends AppendScenario {

    @Test
    void appendsToTheOutboxOfTheMigrations() throws SQLException {
        NewEvent event = NewEvent.builder("order", "4711")
                .version(7)
                .type("OrderPlaced")
                .payload("{ \"이름\" : \"'; drop table outbox; --\" }")
                .occurredAt(Instant.parse("2022-08-08T03:12:37.123456789Z"))
                .traceParent(new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                .build();

        Outbox.ofDefaultTable().append(connection, event);
        connection.commit();

        assertThat(rows(
                        "select concat_ws('|', aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)"
                                + " from outbox where id = '" + event.eventId() + "'"))
                .containsExactly("order|4711|7|OrderPlaced|{ \"이름\" : \"'; drop table outbox; --\" }|1659928357123456"
                        + "|00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    @Test
    void storesEveryPartOfAnEvent() throws SQLException {
        NewEvent bytes = event(1).payload(new byte[] {0, 1, (byte) 0xff})
                .recordKey("고객 7")
                .header("tenant", "a\"b\\c\n가\u0001")
                .header("empty", "")
                .contentType("application/x-protobuf")
                .build();
        NewEvent tombstone = event(2).tombstone().build();
        NewEvent text = event(3).payload("{}").build();

        Outbox.ofDefaultTable().append(connection, List.of(bytes, tombstone, text));
        connection.commit();

        assertThat(rows(
                        "select concat_ws('|', aggregateversion, payload, encode(payload_bytes, 'hex'), tombstone, record_key,"
                                + " headers ->> 'tenant', content_type) from outbox where aggregateid = '4711' and type = '"
                                + text.type() + "' and id in ('" + bytes.eventId() + "', '" + tombstone.eventId()
                                + "', '"
                                + text.eventId() + "') order by append_order"))
                .containsExactly("1|0001ff|f|고객 7|a\"b\\c\n가\u0001|application/x-protobuf", "2|t", "3|{}|f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.events", "SHOP.Events", "shop.\"Order \"\" Events\""})
    void appendsToATableOfAnyName(String table) throws SQLException {
        String sql = TableName.of(table).sql();
        create(sql);

        Outbox.of(table).append(connection, events(2));
        connection.commit();

        assertThat(rows("select aggregateversion from " + sql + " order by aggregateversion"))
                .containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 101, 250})
    void storesManyInTheOrderOfTheList(int count) throws SQLException {
        create("shop.events");

        Outbox.of("shop.events").append(connection, events(count));
        connection.commit();

        assertThat(rows("select aggregateversion from shop.events order by ctid"))
                .isEqualTo(IntStream.rangeClosed(1, count)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void storesManyOfTheLargestSize() throws SQLException {
        create("shop.events");
        List<NewEvent> events = IntStream.rangeClosed(1, 20)
                .mapToObj(version -> event(version).payload("x".repeat(524_288)).build())
                .toList();

        Outbox.of("shop.events").append(connection, events);
        connection.commit();

        assertThat(rows("select count(*) || ' ' || sum(octet_length(payload)) from shop.events"))
                .containsExactly("20 " + 20 * 524_288);
    }

    @Test
    void leavesNothingAfterARollback() throws SQLException {
        create("shop.events");

        Outbox.of("shop.events").append(connection, events(3));
        connection.rollback();

        assertThat(rows("select id from shop.events")).isEmpty();
    }

    @Test
    void rejectsAConnectionInAutoCommit() throws SQLException {
        create("shop.events");
        connection.setAutoCommit(true);

        assertThatThrownBy(() -> Outbox.of("shop.events").append(connection, event(1).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in the transaction of its change");

        assertThat(rows("select id from shop.events")).isEmpty();
    }

    @Test
    void takesTheVersionFromTheTable() throws SQLException {
        create("shop.events");
        admin(
                "create sequence shop.events_version",
                "alter table shop.events alter column aggregateversion set default nextval('shop.events_version')",
                "grant usage on sequence shop.events_version to category_app");

        Outbox.of("shop.events")
                .append(
                        connection,
                        IntStream.range(0, 50)
                                .mapToObj(number -> event(1).versionFromTable()
                                        .payload("{\"number\":" + number + "}")
                                        .build())
                                .toList());
        connection.commit();

        assertThat(rows("select payload from shop.events order by aggregateversion"))
                .isEqualTo(IntStream.range(0, 50)
                        .mapToObj(number -> "{\"number\":" + number + "}")
                        .toList());
    }
}
