package com.everyoneslecture.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Appends as the writer's role, to the outbox of the migrations and to tables of other names. */
class AppendIT {

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);
    private static final String COLUMNS =
            "(id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent,"
                    + " payload_bytes, tombstone, record_key, headers, content_type)";

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        admin("create schema shop", "grant usage on schema shop to category_app");
        connection = DATABASE.as("category_app").getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
        admin("drop schema shop cascade");
    }

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
    void sendsNothingIfOneOfManyBreaksARule() throws SQLException {
        create("shop.events");
        List<NewEvent> events = new ArrayList<>(events(150));
        events.add(event(151).payload("").build());

        assertThatThrownBy(() -> Outbox.of("shop.events").append(connection, events))
                .isInstanceOfSatisfying(
                        EventRejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(EventRejectedException.Reason.PAYLOAD_SIZE))
                .hasMessageContaining("version 151 of order 4711");

        assertThatCode(() -> Outbox.of("shop.events").append(connection, events(1)))
                .as("an append in the same transaction")
                .doesNotThrowAnyException();
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

    @Test
    void saysThatTheTableHasNoVersion() throws SQLException {
        create("shop.events");
        admin("alter table shop.events alter column aggregateversion drop default");
        assertRejected(
                EventRejectedException.Reason.VERSION_MISSING,
                "shop.events",
                event(1).versionFromTable().build());
    }

    @Test
    void saysThatAnEventIsThereAlready() throws SQLException {
        create("shop.events");
        NewEvent event = event(1).build();

        assertRejected(EventRejectedException.Reason.DUPLICATE_ID, "shop.events", event, event);
    }

    @ParameterizedTest
    @CsvSource({
        "PAYLOAD_SIZE, events_payload_size, octet_length(payload) < 2",
        "PAYLOAD_SIZE, events_payload_bytes_size, octet_length(payload) < 2",
        "AGGREGATE_TYPE, events_aggregatetype_length, aggregatetype <> 'order'",
        "RECORD_KEY, events_record_key_length, record_key is not null",
        "HEADERS_SIZE, events_headers_size, headers is not null",
        "CONTENT_TYPE, events_content_type_media, content_type is not null",
        "AGGREGATE_ID, events_aggregateid_length, octet_length(aggregateid) < 2",
        "VERSION, events_aggregateversion_positive, aggregateversion > 1",
        "TYPE, events_type_length, octet_length(type) < 2",
        "TIME, events_occurred_at_range, occurred_at < 0",
        "OTHER_CONSTRAINT, of_this_team, type = 'Other'",
    })
    void namesTheConstraintOfATableWithStricterRules(
            EventRejectedException.Reason reason, String constraint, String rule) throws SQLException {
        create("shop.events");
        admin("alter table shop.events add constraint " + constraint + " check (" + rule + ")");

        assertRejected(reason, "shop.events", event(1).build());
        assertThatThrownBy(() -> Outbox.of("shop.events").append(connection, event(1).build()))
                .hasMessageContaining(constraint)
                .hasMessageContaining("version 1 of order 4711");
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

    private void assertRejected(EventRejectedException.Reason reason, String table, NewEvent... events) {
        assertThatThrownBy(() -> Outbox.of(table).append(connection, List.of(events)))
                .isInstanceOfSatisfying(
                        EventRejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason))
                .hasCauseInstanceOf(SQLException.class);
        rollBack();
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

    private void rollBack() {
        assertThatCode(() -> connection.rollback()).doesNotThrowAnyException();
    }

    private static NewEvent.Builder event(long version) {
        return NewEvent.builder("order", "4711")
                .version(version)
                .type("OrderPlaced")
                .payload("{}");
    }

    private static List<NewEvent> events(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(version -> event(version).build())
                .toList();
    }

    private static void create(String table) throws SQLException {
        admin(
                "create table " + table + " (like public.outbox including all)",
                "grant insert " + COLUMNS + " on " + table + " to category_app");
    }

    private static void admin(String... statements) throws SQLException {
        try (Connection admin = DATABASE.admin().getConnection();
                Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Connection admin = DATABASE.admin().getConnection();
                Statement statement = admin.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
