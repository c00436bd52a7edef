package com.everyoneslecture.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.append.EventRejectedException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRulesTest {

    private final EventRules rules = new EventRules(TableName.of("shop.events"));

    static Stream<Arguments> illegal() {
        return Stream.of(
                Arguments.of(Reason.PAYLOAD_SIZE, event("order", "1", 1, "T", "가".repeat(174_762) + "abc")),
                Arguments.of(Reason.PAYLOAD_SIZE, event("order", "1", 1, "T", "")),
                Arguments.of(Reason.CHARACTERS, event("order", "1", 1, "T", "a\u0000b")),
                Arguments.of(Reason.CHARACTERS, event("order", "1", 1, "T", "a\ud800")),
                Arguments.of(Reason.CHARACTERS, event("order", "\udc00", 1, "T", "{}")),
                Arguments.of(Reason.AGGREGATE_TYPE, event("", "1", 1, "T", "{}")),
                Arguments.of(Reason.AGGREGATE_TYPE, event("a".repeat(256), "1", 1, "T", "{}")),
                Arguments.of(Reason.AGGREGATE_ID, event("order", "", 1, "T", "{}")),
                Arguments.of(Reason.AGGREGATE_ID, event("order", "가".repeat(86), 1, "T", "{}")),
                Arguments.of(Reason.VERSION, event("order", "1", 0, "T", "{}")),
                Arguments.of(Reason.VERSION, event("order", "1", -1, "T", "{}")),
                Arguments.of(Reason.TYPE, event("order", "1", 1, "", "{}")),
                Arguments.of(Reason.TYPE, event("order", "1", 1, "a".repeat(256), "{}")),
                Arguments.of(Reason.PAYLOAD_SIZE, with(event -> event.payload(new byte[524_289]))),
                Arguments.of(Reason.RECORD_KEY, with(event -> event.recordKey(""))),
                Arguments.of(Reason.RECORD_KEY, with(event -> event.recordKey("가".repeat(86)))),
                Arguments.of(Reason.CHARACTERS, with(event -> event.recordKey("a\u0000"))),
                Arguments.of(Reason.HEADER_NAME, with(event -> event.header("ce_id", "1"))),
                Arguments.of(Reason.HEADER_NAME, with(event -> event.header("Content-Type", "text/plain"))),
                Arguments.of(Reason.HEADER_NAME, with(event -> event.header("dlt_reason", "mine"))),
                Arguments.of(Reason.HEADERS_SIZE, with(event -> event.header("a", "x".repeat(16_384)))),
                Arguments.of(Reason.CHARACTERS, with(event -> event.header("a", "\ud800"))),
                Arguments.of(Reason.CONTENT_TYPE, with(event -> event.contentType("json"))),
                Arguments.of(Reason.CONTENT_TYPE, with(event -> event.contentType("text/plain\n"))),
                Arguments.of(Reason.CONTENT_TYPE, with(event -> event.contentType("a/" + "b".repeat(254)))),
                Arguments.of(Reason.TIME, at("1969-12-31T23:59:59.999999999Z")),
                Arguments.of(Reason.TIME, at("+10000-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void rejectsByRule(Reason reason, NewEvent event) {
        assertThatThrownBy(() -> rules.check(event))
                .isInstanceOfSatisfying(
                        EventRejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason))
                .hasNoCause();
    }

    @Test
    void namesTheEventAndTheConstraintAndTheRemedyButNotThePayload() {
        assertThatThrownBy(() -> rules.check(event("order", "4711", 3, "T", "secret".repeat(100_000))))
                .hasMessageContaining("version 3 of order 4711")
                .hasMessageContaining("600000 bytes")
                .hasMessageContaining("events_payload_size")
                .hasMessageContaining("a reference to it")
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesWhatIsJustWithin() {
        assertThat(rules.check(event(
                        "가".repeat(85), "가".repeat(85), Long.MAX_VALUE, "가".repeat(85), "가".repeat(174_762) + "ab")))
                .isEqualTo(524_288);
        assertThat(rules.check(with(event -> event.payload(new byte[0])))).isZero();
        assertThat(rules.check(with(event -> event.payload(new byte[524_288])))).isEqualTo(524_288);
        assertThat(rules.check(with(NewEvent.Builder::tombstone))).isZero();
        rules.check(with(event -> event.recordKey("가".repeat(85))
                .header("머리", "값 \" \\ \n")
                .header("a", "")
                .contentType("application/vnd.acme.order+json; charset=utf-8")));
        rules.check(at("1970-01-01T00:00:00Z"));
        rules.check(at("9999-12-31T23:59:59.999999999Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é", "가", "😀", "a😀é가\uffff\u007f\u0080\u07ff\u0800"})
    void measuresAsUtf8(String text) {
        assertThat(Utf8Length.of(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    private static NewEvent with(UnaryOperator<NewEvent.Builder> change) {
        return change.apply(NewEvent.builder("order", "1").version(1).type("T").payload("{}"))
                .build();
    }

    private static NewEvent event(String aggregateType, String aggregateId, long version, String type, String payload) {
        return NewEvent.builder(aggregateType, aggregateId)
                .version(version)
                .type(type)
                .payload(payload)
                .build();
    }

    private static NewEvent at(String time) {
        return NewEvent.builder("order", "1")
                .version(1)
                .type("T")
                .payload("{}")
                .occurredAt(Instant.parse(time))
                .build();
    }
}
