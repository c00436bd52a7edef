package com.everyoneslecture.outbox.inbox.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.inbox.BatchHandler.Applied;
import com.everyoneslecture.outbox.inbox.DeadLetter;
import com.everyoneslecture.outbox.inbox.EventHandler;
import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApplyTracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String WRITER = "00f067aa0ba902b7";

    private static final Connection UNUSED = (Connection) Proxy.newProxyInstance(
            ApplyTracesTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                throw new AssertionError(method);
            });

    private final SimpleTracer tracer = new SimpleTracer();
    private final ApplyTraces traces = new ApplyTraces(tracer);
    private final List<@Nullable String> seen = new ArrayList<>();

    @Test
    void runsAHandlerWithinTheSpanOfItsEvent() throws Exception {
        EventHandler handler = traces.traced((event, connection) -> seen.add(currentSpan()));

        handler.handle(ReceivedEvent.of(record(0, "-01")), UNUSED);

        SimpleSpan span = tracer.onlySpan();
        assertThat(span.getName()).isEqualTo("apply orders");
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentId()).isEqualTo(WRITER);
        assertThat(seen).containsExactly(span.getSpanId());
        assertThat(currentSpan()).isNull();
    }

    @Test
    void marksTheSpanOfAFailedAttempt() {
        IllegalStateException failure = new IllegalStateException("out of stock");
        EventHandler handler = traces.traced((event, connection) -> {
            throw failure;
        });

        assertThatThrownBy(() -> handler.handle(ReceivedEvent.of(record(0, "-01")), UNUSED))
                .isSameAs(failure);

        assertThat(tracer.onlySpan().getError()).isSameAs(failure);
        assertThat(currentSpan()).isNull();
    }

    @Test
    void leavesEventsAloneWhoseTraceIsNotRecorded() throws Exception {
        EventHandler handler = traces.traced((event, connection) -> seen.add(currentSpan()));

        handler.handle(ReceivedEvent.of(record(0, "-00")), UNUSED);
        handler.handle(ReceivedEvent.of(record(0, null)), UNUSED);

        assertThat(seen).containsExactly(null, null);
        assertThat(tracer.getSpans()).isEmpty();
    }

    @Test
    void addsASpanForEachRecordedRecordOfABatch() {
        ConsumerRecord<byte[], byte[]> rejected = record(2, "-01");
        Applied outcome = new Applied(2, 0, 0, 0, 0, List.of(new DeadLetter(rejected, "not-json", "a detail")));

        traces.applied(
                batch(List.of(record(0, null), record(1, "-01"), rejected)),
                outcome,
                Duration.ofSeconds(1),
                () -> seen.add("recorded"));

        assertThat(tracer.getSpans())
                .extracting(span -> span.getTags().get("messaging.kafka.offset"))
                .containsExactly("1", "2");
        assertThat(tracer.getSpans())
                .extracting(span -> span.getTags().get("error.type"))
                .containsExactly(null, "not-json");
        assertThat(seen).containsExactly("recorded");
    }

    @Test
    void boundsTheSpansOfABatch() {
        traces.applied(
                batch(Collections.nCopies(ApplyTraces.MOST * 2, record(0, "-01"))),
                new Applied(0, 0, 0, 0, 0, List.of()),
                Duration.ZERO,
                () -> seen.add("recorded"));

        assertThat(tracer.getSpans()).hasSize(ApplyTraces.MOST);
        assertThat(seen).containsExactly("recorded");
    }

    private @Nullable String currentSpan() {
        return tracer.currentTraceContext().context() == null
                ? null
                : Objects.requireNonNull(tracer.currentTraceContext().context()).spanId();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, @Nullable String flags) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("orders", 0, offset, "1".getBytes(UTF_8), "{}".getBytes(UTF_8));
        record.headers().add("ce_type", "orders.OrderPlaced".getBytes(UTF_8));
        if (flags != null) {
            record.headers().add("traceparent", ("00-" + TRACE + "-" + WRITER + flags).getBytes(UTF_8));
        }
        return record;
    }

    private static ConsumerRecords<byte[], byte[]> batch(List<ConsumerRecord<byte[], byte[]>> records) {
        return new ConsumerRecords<>(Map.of(new TopicPartition("orders", 0), records), Map.of());
    }
}
