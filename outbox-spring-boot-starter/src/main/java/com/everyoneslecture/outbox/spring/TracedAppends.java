package com.everyoneslecture.outbox.spring;

import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.append.TraceParent;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds a span for each append to the current trace of Micrometer Tracing. The events carry this span to the relay and to consumers, whose
 * spans are its children. In a trace that is not recorded there is no span, and the events carry the current one.
 */
final class TracedAppends implements AppendTraces {

    private final Supplier<@Nullable Tracer> tracers;

    /** @param tracers returns null where there is no tracer */
    TracedAppends(Supplier<@Nullable Tracer> tracers) {
        this.tracers = tracers;
    }

    @Override
    public void append(List<NewEvent> events, Consumer<List<NewEvent>> insert) {
        Tracer tracer = tracers.get();
        Span current = tracer == null ? null : tracer.currentSpan();
        if (tracer == null || current == null || events.stream().allMatch(event -> event.traceParent() != null)) {
            insert.accept(events);
        } else if (!Boolean.TRUE.equals(current.context().sampled())) {
            insert.accept(within(current, events));
        } else {
            appendInSpan(tracer, current, events, insert);
        }
    }

    private static void appendInSpan(
            Tracer tracer, Span current, List<NewEvent> events, Consumer<List<NewEvent>> insert) {
        NewEvent first = events.get(0);
        Span span = tracer.spanBuilder()
                .setParent(current.context())
                .kind(Span.Kind.PRODUCER)
                .name("append " + first.aggregateType())
                .tag("messaging.operation.name", "append")
                .tag("messaging.operation.type", "create")
                .tag("messaging.message.id", first.eventId().toString())
                .tag("messaging.batch.message_count", Integer.toString(events.size()))
                .tag("outbox.event.type", first.type())
                .start();
        Tracer.SpanInScope scope = tracer.withSpan(span);
        try {
            insert.accept(within(span, events));
        } catch (RuntimeException failure) {
            span.error(failure);
            throw failure;
        } finally {
            scope.close();
            span.end();
        }
    }

    private static List<NewEvent> within(Span span, List<NewEvent> events) {
        return traceParent(span.context())
                .map(trace -> events.stream()
                        .map(event -> event.traceParent() == null ? event.withTraceParent(trace) : event)
                        .toList())
                .orElse(events);
    }

    private static Optional<TraceParent> traceParent(TraceContext context) {
        return TraceParent.parse("00-" + padded(context.traceId(), 32) + "-" + padded(context.spanId(), 16)
                + (Boolean.TRUE.equals(context.sampled()) ? "-01" : "-00"));
    }

    private static String padded(@Nullable String id, int digits) {
        String known = id == null ? "" : id;
        return "0".repeat(Math.max(0, digits - known.length())) + known;
    }
}
