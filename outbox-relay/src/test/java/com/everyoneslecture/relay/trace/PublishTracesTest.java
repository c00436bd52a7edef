package com.everyoneslecture.relay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.routing.DeadLetter;
import com.everyoneslecture.testservices.OutboxEvents;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishTracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String WRITER = "00f067aa0ba902b7";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");

    private final SimpleTracer tracer = new SimpleTracer();
    private final PublishTraces traces = new PublishTraces(tracer, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void recordsOnlyEventsWhoseTraceIsRecorded() {
        traces.published(
                List.of(event(null), event("-00"), event("-01"), OutboxEvents.categoryChanged("x")), Duration.ZERO);

        SimpleSpan span = tracer.onlySpan();
        assertThat(span.getName()).isEqualTo("publish category");
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentId()).isEqualTo(WRITER);
    }

    @Test
    void beginsWithTheCommitOrElseWithTheTransaction() {
        OutboxEvent fromTable = committedAt(null);
        OutboxEvent fromLog = committedAt(NOW.minusSeconds(9));
        OutboxEvent ofAClockAhead = committedAt(NOW.plusSeconds(9));

        traces.published(List.of(fromTable, fromLog, ofAClockAhead), Duration.ofSeconds(2));

        assertThat(tracer.getSpans())
                .extracting(SimpleSpan::getStartTimestamp)
                .containsExactly(NOW.minusSeconds(2), NOW.minusSeconds(9), NOW);
    }

    @Test
    void boundsTheSpansOfATransaction() {
        List<OutboxEvent> many = new ArrayList<>(Collections.nCopies(PublishTraces.MOST * 2, event("-01")));

        traces.published(many, Duration.ZERO);

        assertThat(tracer.getSpans()).hasSize(PublishTraces.MOST);
    }

    @Test
    void marksADeadLetterAsFailed() {
        traces.deadLettered(List.of(
                new DeadLetter(event("-00"), "t.DLT", "t", "too-large", "a detail", false),
                new DeadLetter(event("-01"), "t.DLT", "t", "too-large", "a detail", false)));

        SimpleSpan span = tracer.onlySpan();
        assertThat(span.getName()).isEqualTo("dead-letter category");
        assertThat(span.getTags()).containsEntry("error.type", "too-large");
        assertThat(span.getError()).hasMessage("too-large");
    }

    @Test
    void runsARecordingOnceWhateverTheTrace() {
        List<String> recorded = new ArrayList<>();
        traces.within(event(null), () -> recorded.add("without"));
        traces.within(event("-00"), () -> recorded.add("not recorded"));
        traces.within(event("-01"), () -> recorded.add("recorded"));

        assertThat(recorded).containsExactly("without", "not recorded", "recorded");
    }

    private static OutboxEvent event(@Nullable String flags) {
        return OutboxEvents.categoryChanged(flags == null ? null : "00-" + TRACE + "-" + WRITER + flags);
    }

    private static OutboxEvent committedAt(@Nullable Instant time) {
        OutboxEvent event = event("-01");
        return new OutboxEvent(
                event.id(),
                event.aggregateType(),
                event.aggregateId(),
                event.aggregateVersion(),
                event.type(),
                event.content(),
                event.occurredAtMicros(),
                event.traceparent(),
                time == null ? null : time.toEpochMilli() * 1_000,
                event.transactionId(),
                event.transactionEndLsn());
    }
}
