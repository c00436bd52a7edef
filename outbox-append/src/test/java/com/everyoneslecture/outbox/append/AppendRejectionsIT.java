package com.everyoneslecture.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that the library or the table rejects, with the reason. */
class AppendRejectionsIT extends AppendScenario {

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

    private void assertRejected(EventRejectedException.Reason reason, String table, NewEvent... events) {
        assertThatThrownBy(() -> Outbox.of(table).append(connection, List.of(events)))
                .isInstanceOfSatisfying(
                        EventRejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason))
                .hasCauseInstanceOf(SQLException.class);
        rollBack();
    }
}
