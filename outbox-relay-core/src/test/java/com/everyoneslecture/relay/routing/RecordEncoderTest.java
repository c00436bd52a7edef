package com.everyoneslecture.relay.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.testservices.OutboxEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordEncoderTest {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final Route ROUTE = new Route("categoryChanged", "application/json", "/category");

    private final RecordEncoder encoder = new RecordEncoder((topic, key) -> null);

    @Test
    void keepsTheRecordContract() {
        ProducerRecord<byte[], byte[]> record = encoder.encode(
                OutboxEvents.categoryChanged(TRACEPARENT),
                Destination.of(new Route("categoryChanged", "application/json", "/category")));

        assertThat(record.topic()).isEqualTo("categoryChanged");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).isEqualTo("2".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(OutboxEvents.PAYLOAD.getBytes(UTF_8));
        assertThat(record.timestamp()).isEqualTo(1_659_928_357_123L);
        assertThat(headers(record))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", "0190a0a0-0000-7000-8000-000000000001"),
                        Map.entry("ce_type", "LectureCategoryChanged"),
                        Map.entry("ce_source", "/category"),
                        Map.entry("ce_time", "2022-08-08T03:12:37.123456Z"),
                        Map.entry("ce_subject", "2"),
                        Map.entry("ce_aggregateversion", "7"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("traceparent", TRACEPARENT));
    }

    @Test
    void leavesOutTheTraceWhereThereIsNone() {
        ProducerRecord<byte[], byte[]> record = encoder.encode(
                OutboxEvents.categoryChanged(null),
                Destination.of(new Route("categoryChanged", "application/json", "/category")));
        assertThat(record.headers().lastHeader("traceparent")).isNull();
    }

    @Test
    void saysTheChannelsContentType() {
        ProducerRecord<byte[], byte[]> record = encoder.encode(
                OutboxEvents.categoryChanged(null),
                Destination.of(new Route("topic", "application/vnd.category+json", "/category")));
        assertThat(headers(record)).containsEntry("content-type", "application/vnd.category+json");
    }

    @Test
    void passesOnWhatTheEventHasOfItsOwn() {
        byte[] payload = {0, (byte) 0xff};
        ProducerRecord<byte[], byte[]> record = encoder.encode(
                OutboxEvents.with(new EventContent(
                        Bytes.over(payload),
                        Bytes.of("고객 7"),
                        Bytes.of("{\"tenant\": \"a\\\"b가\", \"empty\": \"\"}"),
                        "application/x-protobuf")),
                Destination.of(ROUTE));

        assertThat(record.key()).isEqualTo("고객 7".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(payload);
        assertThat(headers(record))
                .containsEntry("ce_subject", "2")
                .containsEntry("content-type", "application/x-protobuf")
                .containsEntry("tenant", "a\"b가")
                .containsEntry("empty", "");
    }

    @Test
    void makesATombstoneOfAnEventWithoutAPayload() {
        ProducerRecord<byte[], byte[]> record =
                encoder.encode(OutboxEvents.with(new EventContent(null, null, null, null)), Destination.of(ROUTE));

        assertThat(record.value()).isNull();
        assertThat(record.key()).isEqualTo("2".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{\"a\": 1}", "{\"a\": {}}", "{\"ce_id\": \"1\"}", "{\"Content-Type\": \"a/b\"}", "x", ""})
    void refusesHeadersThatAreNone(String headers) {
        OutboxEvent event = OutboxEvents.with(new EventContent(Bytes.of("{}"), null, Bytes.of(headers), null));

        assertThatThrownBy(() -> encoder.encode(event, Destination.of(ROUTE))).isInstanceOf(RuntimeException.class);
    }

    /** The event may have been rejected because of its headers. */
    @Test
    void leavesTheEventsHeadersOutOfAReference() {
        Rejection rejection = Rejection.invalid(new IllegalArgumentException("no headers"));
        Destination reference = Destination.of(ROUTE).after(rejection, "last").after(rejection, "last");

        ProducerRecord<byte[], byte[]> record = encoder.encode(
                OutboxEvents.with(new EventContent(Bytes.of("{}"), null, Bytes.of("[]"), null)), reference);

        assertThat(record.value()).isNull();
        assertThat(headers(record)).containsEntry("dlt_omitted_bytes", "2");
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }
}
