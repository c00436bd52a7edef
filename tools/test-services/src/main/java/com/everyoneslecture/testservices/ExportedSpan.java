package com.everyoneslecture.testservices;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A span that a service has exported.
 *
 * @param service the service's name
 * @param name the span's name
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentId 16 hexadecimal digits; empty for the first span of a trace
 * @param kind {@code SERVER}, {@code PRODUCER} or another one
 * @param startNanos the start in nanoseconds since 1970-01-01T00:00:00Z
 * @param endNanos the end in nanoseconds since 1970-01-01T00:00:00Z
 * @param failed true if its status is an error
 * @param attributes the attributes with text values
 */
public record ExportedSpan(
        String service,
        String name,
        String traceId,
        String spanId,
        String parentId,
        String kind,
        long startNanos,
        long endNanos,
        boolean failed,
        Map<String, String> attributes) {

    static ExportedSpan of(List<KeyValue> resource, Span span) {
        return new ExportedSpan(
                texts(resource).getOrDefault("service.name", ""),
                span.getName(),
                hexadecimal(span.getTraceId()),
                hexadecimal(span.getSpanId()),
                hexadecimal(span.getParentSpanId()),
                span.getKind().name().replace("SPAN_KIND_", ""),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
                texts(span.getAttributesList()));
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .filter(attribute -> attribute.getValue().hasStringValue())
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }

    private static String hexadecimal(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
