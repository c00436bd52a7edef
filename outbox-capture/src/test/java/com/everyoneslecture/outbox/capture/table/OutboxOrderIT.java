package com.everyoneslecture.outbox.capture.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which rows are read: that of their records if the log had delivered them. */
class OutboxOrderIT {

    private final TestDatabase server = TestPostgres.shared().create(Schema.CATEGORY);
    private final OutboxTable table = new OutboxTable(
            new Database(
                    new DatabaseSettings(server.jdbcUrl(), "outbox_relay", server.password("outbox_relay"), Map.of())),
            new SlotSettings("slot", "outbox", "public.outbox", Duration.ofSeconds(3)),
            2);

    private int rows;

    @BeforeEach
    void allowEveryNumber() throws SQLException {
        execute("drop publication outbox");
    }

    @Test
    void isThatOfTheVersionsWhateverTheNumbersOfTheAppends() throws Exception {
        append("order", "7", 2, null, 1L);
        append("order", "7", 1, null, 2L);
        append("order", "7", 1, null, 3L);

        assertThat(inOrder()).containsExactly("order/7 1 no. 2", "order/7 1 no. 3", "order/7 2 no. 1");
    }

    @Test
    void isThatOfTheAppendsIfAggregatesShareAKey() throws Exception {
        append("order", "9", 1, "acme", 4L);
        append("order", "3", 7, "acme", 5L);
        append("order", "9", 2, "acme", 6L);

        assertThat(inOrder()).containsExactly("order/9 1 no. 4", "order/3 7 no. 5", "order/9 2 no. 6");
    }

    @Test
    void isThatOfTheAppendsIfAKeyIsTheIdOfAnotherAggregate() throws Exception {
        append("order", "7", 1, null, 1L);
        append("order", "70", 9, "7", 2L);
        append("order", "7", 2, "7", 3L);
        append("parcel", "7", 1, null, 4L);
        append("order", "70", 10, "7", 5L);
        append("order", "7", 3, null, 6L);

        assertThat(inOrder())
                .containsExactly(
                        "order/7 1 no. 1",
                        "order/70 9 no. 2",
                        "order/7 2 no. 3",
                        "parcel/7 1 no. 4",
                        "order/70 10 no. 5",
                        "order/7 3 no. 6");
    }

    @Test
    void isThatOfTheAppendsIfTwoTypesHaveOneIdAndUseItAsTheirKey() throws Exception {
        append("parcel", "7", 1, "7", 1L);
        append("order", "7", 1, "7", 2L);
        append("parcel", "7", 2, "7", 3L);

        assertThat(inOrder()).containsExactly("parcel/7 1 no. 1", "order/7 1 no. 2", "parcel/7 2 no. 3");
    }

    /** They may be in two topics, and versions hold even if a sequence was set back. */
    @Test
    void isThatOfTheVersionsIfTwoTypesHaveOneIdAndNoSeparateKey() throws Exception {
        append("parcel", "7", 2, null, 1L);
        append("order", "7", 1, null, 2L);
        append("parcel", "7", 1, null, 3L);

        assertThat(inOrder()).containsExactly("order/7 1 no. 2", "parcel/7 1 no. 3", "parcel/7 2 no. 1");
    }

    @Test
    void isThatOfTheVersionsIfOneAggregateHasASeparateKeyForItself() throws Exception {
        append("order", "7", 2, "acme", 1L);
        append("order", "7", 1, "acme", 2L);

        assertThat(inOrder()).containsExactly("order/7 1 no. 2", "order/7 2 no. 1");
    }

    /** The appends of earlier versions of the table have no number. */
    @Test
    void beginsWithRowsFromBeforeAppendsWereNumbered() throws Exception {
        append("order", "70", 1, "7", 1L);
        append("order", "7", 3, null, 2L);
        append("order", "7", 2, null, null);
        append("order", "7", 1, null, null);

        assertThat(inOrder())
                .containsExactly("order/7 1 no. null", "order/7 2 no. null", "order/70 1 no. 1", "order/7 3 no. 2");
    }

    @Test
    void isThatOfTheVersionsInATableOfAnEarlierVersion() throws Exception {
        execute("alter table outbox drop column record_key cascade, drop column append_order cascade");
        execute(insert(
                "aggregatetype, aggregateid, aggregateversion, type, payload", "'order', '7', 2, 'T', 'second'"));
        execute(insert("aggregatetype, aggregateid, aggregateversion, type, payload", "'order', '7', 1, 'T', 'first'"));

        assertThat(inOrder()).containsExactly("first", "second");
    }

    private void append(String type, String id, long version, @Nullable String key, @Nullable Long number)
            throws SQLException {
        String event = type + "/" + id + " " + version;
        execute(insert(
                "aggregatetype, aggregateid, aggregateversion, type, payload, record_key, append_order",
                String.join(
                        ", ",
                        literal(type),
                        literal(id),
                        Long.toString(version),
                        literal("Changed"),
                        literal(event + " no. " + number),
                        literal(key),
                        number == null ? "null" : Long.toString(number))));
    }

    private static String literal(@Nullable String text) {
        return text == null ? "null" : "'" + text + "'";
    }

    /** Each row is of another day. */
    private String insert(String columns, String values) {
        return "insert into outbox (" + columns + ", occurred_at) values (" + values + ", " + rows++ * 86_400_000_000L
                + ")";
    }

    /** Returns the payloads; a recovery and a replay read the same order. */
    private List<String> inOrder() throws Exception {
        List<OutboxEvent> recovered = new ArrayList<>();
        table.forEachOutside(null, false, null, batch -> batch.forEach(row -> recovered.add(row.event())));
        List<OutboxEvent> replayed = new ArrayList<>();
        table.forEachSelected(new EventSelection(List.of(), null, null, null, null), replayed::addAll);
        assertThat(payloads(replayed)).isEqualTo(payloads(recovered));
        return payloads(recovered);
    }

    private static List<String> payloads(List<OutboxEvent> events) {
        return events.stream()
                .map(event -> String.valueOf(event.content().payload()))
                .toList();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
