package com.everyoneslecture.relay.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.OutboxEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

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

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }
}
