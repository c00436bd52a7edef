package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTableIT {

    private static final String CHECK_VIOLATION = "23514";
    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);
    private static final DataSource APP = DATABASE.as("category_app");

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Seoul", "America/Los_Angeles", "Pacific/Kiritimati"})
    void putsAnEventOfNowIntoTodaysPartitionWhateverTheTimeZone(String zone) throws SQLException {
        String id = "zone " + zone;

        Sql.execute(APP, "set time zone '" + zone + "'", Sql.insert("aggregateid", "'" + id + "'"));

        assertThat(Sql.one(
                        DATABASE.admin(),
                        "select tableoid::regclass::text = 'outbox_' || to_char(to_timestamp(occurred_at / 1000000)"
                                + " at time zone 'UTC', 'YYYYMMDD') from outbox where aggregateid = '" + id + "'"))
                .isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4102444800000000", "253402300799999999"})
    void putsAnEventOfAFarDayIntoTheDefaultPartition(String micros) throws SQLException {
        Sql.execute(APP, Sql.insert("occurred_at", micros));

        assertThat(Sql.rows(DATABASE.admin(), "select tableoid::regclass from outbox where occurred_at = " + micros))
                .containsExactly("outbox_default");
    }

    @Test
    void notesTheTransactionThatAppended() throws SQLException {
        Sql.execute(
                APP,
                "begin",
                Sql.insert("aggregateid", "'in one'"),
                Sql.insert("aggregateid", "'in one'"),
                "commit",
                Sql.insert("aggregateid", "'in another'"));

        assertThat(Sql.one(DATABASE.admin(), "select count(distinct tx_id) from outbox where aggregateid = 'in one'"))
                .isEqualTo("1");
        assertThat(Sql.one(
                        DATABASE.admin(),
                        "select bool_and(tx_id::text = xmin::text) from outbox where aggregateid like 'in %'"))
                .isEqualTo("t");
    }

    @Test
    void keepsThePayloadsBytes() throws SQLException {
        Sql.execute(APP, Sql.insert("payload", "'{ \"b\" : \"최종테스트\",\n\"a\":1.0 , \"a\":1 }'"));

        assertThat(Sql.rows(DATABASE.admin(), "select payload from outbox where payload like '%최종테스트%'"))
                .containsExactly("{ \"b\" : \"최종테스트\",\n\"a\":1.0 , \"a\":1 }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "payload          ; repeat('가', 174762) || 'ab'",
                "aggregatetype    ; 'a' || repeat('B', 99)",
                "aggregateid      ; repeat('a', 255)",
                "aggregateversion ; 9223372036854775807",
                "type             ; repeat('가', 85)",
                "traceparent      ; '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'",
            })
    void takesWhatIsJustWithinItsBounds(String column, String value) throws SQLException {
        Sql.execute(APP, Sql.insert(column, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "payload          ; repeat('가', 174762) || 'abc'",
                "payload          ; ''",
                "aggregatetype    ; ''",
                "aggregatetype    ; repeat('a', 256)",
                "aggregateid      ; ''",
                "aggregateid      ; repeat('가', 86)",
                "aggregateversion ; 0",
                "aggregateversion ; -1",
                "type             ; ''",
                "type             ; repeat('a', 256)",
                "traceparent      ; ''",
                "traceparent      ; '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01'",
                "traceparent      ; E'00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\\n'",
                "traceparent      ; '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x'",
            })
    void refusesWhatIsOutsideOfThem(String column, String value) {
        Sql.assertRefused(APP, Sql.insert(column, value)).isEqualTo(CHECK_VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "253402300800000000", "9223372036854775807", "-9223372036854775808"})
    void refusesATimeThatNoRecordCanHave(String micros) throws SQLException {
        Sql.assertRefused(APP, Sql.insert("occurred_at", micros)).isEqualTo(CHECK_VIOLATION);
        Sql.assertRefusedBy("outbox_occurred_at_range", APP, Sql.insert("occurred_at", micros));
    }

    @Test
    void bindsEachPartitionToTheSameBounds() throws SQLException {
        Sql.execute(DATABASE.admin(), "select outbox_ensure_partitions(10)");

        assertThat(Sql.one(DATABASE.admin(), """
                select count(*) from pg_partition_tree('outbox') where not exists (
                    select from pg_constraint where conrelid = relid and conname = 'outbox_occurred_at_range')
                """)).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "aggregatetype", "aggregateid", "aggregateversion", "type", "occurred_at"})
    void needsAllButTheTrace(String column) {
        Sql.assertRefused(APP, Sql.insert(column, "null")).isEqualTo("23502");
    }

    @Test
    void needsAPayloadUnlessToldThatThereIsNone() throws SQLException {
        Sql.assertRefusedBy("outbox_payload_one", APP, Sql.insert("payload", "null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "' '", "E'\\t'"})
    void refusesACategoryWithoutAName(String name) {
        Sql.assertRefused(APP, "insert into lecture_category (category_name, version) values (" + name + ", 1)")
                .isEqualTo(CHECK_VIOLATION);
    }

    @Test
    void refusesACategoryWithoutAVersionOrWithAnIdOfItsOwn() {
        Sql.assertRefused(APP, "insert into lecture_category (category_name, version) values ('a', 0)")
                .isEqualTo(CHECK_VIOLATION);
        Sql.assertRefused(APP, "insert into lecture_category (category_id, category_name, version) values (1, 'a', 1)")
                .isEqualTo("428C9");
    }
}
