package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events that the table accepts, and those that it rejects because they cannot become records. */
class OutboxRulesIT extends ShopScenario {

    private static @Nullable DataSource events;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "payload | null | payload_one",
                "payload | lower(null) | payload_one",
                "payload, payload_bytes | '{}', '\\x00' | payload_one",
                "payload, tombstone | '{}', true | payload_one",
                "payload | '' | payload_size",
                "payload_bytes | convert_to(repeat('x', 524289), 'UTF8') | payload_bytes_size",
                "payload, record_key | '{}', '' | record_key_length",
                "payload, headers | '{}', '[]' | headers_strings",
                "payload, headers | '{}', '{\"a\": 1}' | headers_strings",
                "payload, headers | '{}', '{\"a\": {\"b\": \"c\"}}' | headers_strings",
                "payload, headers | '{}', '{\"a\": [\"b\"]}' | headers_strings",
                "payload, headers | '{}', '{\"a\": null}' | headers_strings",
                "payload, headers | '{}', '\"a\"' | headers_strings",
                "payload, headers | '{}', '{\"CE_id\": \"1\"}' | headers_names",
                "payload, headers | '{}', '{\"a\": \"b\", \"content-type\": \"a/b\"}' | headers_names",
                "payload, headers | '{}', jsonb_build_object('a', repeat('x', 16384)) | headers_size",
                "payload, content_type | '{}', 'json' | content_type_media",
                "payload, content_type | '{}', e'text/plain\\nx: y' | content_type_media",
            })
    void takesNoEventOfWhichNoRecordCanBeMade(String columns, String values, String constraint) throws Exception {
        DataSource app = events();
        assertThatThrownBy(() -> Sql.execute(
                        app,
                        "insert into shop.events (aggregatetype, aggregateid, type, " + columns
                                + ") values ('order', '7', 'Placed', " + values + ")"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("events_" + constraint);
    }

    @Test
    void takesWhateverAnEventMayHave() throws Exception {
        Sql.execute(
                events(),
                "insert into shop.events (aggregatetype, aggregateid, type, payload_bytes, record_key, headers, content_type)"
                        + " values ('소포/Parcel', '7', 'Placed', '', '고객', '{\"a\": \"\", \"가\": \"ce_id\"}',"
                        + " 'application/vnd.acme.order+json; charset=utf-8')",
                "insert into shop.events (aggregatetype, aggregateid, type, tombstone, headers)"
                        + " values ('order', '7', 'Gone', true, '{}')");
    }

    /** Returns the data source of the writer of a shared outbox. */
    private DataSource events() throws Exception {
        DataSource known = events;
        if (known == null) {
            String name = shop();
            SHOP.apply(postgres.as("shop_admin", "admin", name), false);
            known = postgres.as("shop_app", "app", name);
            events = known;
        }
        return known;
    }
}
