package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceivedEventTest {

    @Test
    void readsTheRecordAndItsAttributes() {
        ReceivedEvent event = event(
                "{}",
                Map.of(
                        "ce_id", "7f",
                        "ce_type", "orders.OrderPlaced",
                        "ce_source", "/orders",
                        "ce_subject", "42",
                        "ce_aggregateversion", "3",
                        "ce_time", "2024-05-01T10:00:00.123456Z",
                        "content-type", "application/json",
                        "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        assertThat(event.topic()).isEqualTo("orders");
        assertThat(event.partition()).isEqualTo(1);
        assertThat(event.offset()).isEqualTo(5);
        assertThat(event.keyText()).isEqualTo("42");
        assertThat(event.valueText()).isEqualTo("{}");
        assertThat(event.isTombstone()).isFalse();
        assertThat(event.id()).isEqualTo("7f");
        assertThat(event.type()).isEqualTo("orders.OrderPlaced");
        assertThat(event.source()).isEqualTo("/orders");
        assertThat(event.subject()).isEqualTo("42");
        assertThat(event.version()).isEqualTo(3);
        assertThat(event.time()).isEqualTo(Instant.parse("2024-05-01T10:00:00.123456Z"));
        assertThat(event.contentType()).isEqualTo("application/json");
        assertThat(event.traceParent()).startsWith("00-");
    }

    @Test
    void hasNullWhereAnAttributeIsMissing() {
        ReceivedEvent event = event(null, Map.of());

        assertThat(event.isTombstone()).isTrue();
        assertThat(event.value()).isNull();
        assertThat(event.id()).isNull();
        assertThat(event.version()).isNull();
        assertThat(event.time()).as("the record's timestamp").isEqualTo(Instant.ofEpochMilli(1_000));
    }

    @Test
    void rejectsAMalformedVersionOrTimeWithoutItsValue() {
        assertThatThrownBy(() -> event("{}", Map.of("ce_aggregateversion", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ce_aggregateversion is not a whole number");
        assertThatThrownBy(() -> event("{}", Map.of("ce_time", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ce_time is not a time by RFC 3339");
    }

    @Test
    void cannotBeChanged() {
        ReceivedEvent event = event("{}", Map.of("ce_id", "7f"));

        byte[] value = event.value();
        assertThat(value).isNotNull();
        Arrays.fill(value, (byte) 0);

        assertThat(event.valueText()).isEqualTo("{}");
        assertThatThrownBy(() -> event.headers().add("a", new byte[0])).isInstanceOf(IllegalStateException.class);
    }

    private static ReceivedEvent event(@Nullable String value, Map<String, String> attributes) {
        Headers headers = new RecordHeaders();
        attributes.forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
        return ReceivedEvent.of(new ConsumerRecord<>(
                "orders",
                1,
                5,
                1_000,
                TimestampType.CREATE_TIME,
                2,
                2,
                "42".getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                headers,
                Optional.empty()));
    }
}
