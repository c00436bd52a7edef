package com.everyoneslecture.relay.trace;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.event.SampledTrace;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.TraceScope;
import com.everyoneslecture.relay.routing.DeadLetter;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds a span to the trace of each published event: from the commit in the database to Kafka's acknowledgement. Its parent is the span
 * that appended the event.
 *
 * <p>The writer decides about the cost: for an event without a trace, or with one that is not recorded, only one byte is read.
 * At most {@value #MOST} events of one transaction get a span.
 *
 * <p>Used by the publishing thread.
 */
public final class PublishTraces implements RelayListener, TraceScope {

    /** The maximum number of events of one transaction that get a span; a span costs about as much as a record. */
    static final int MOST = 512;

    private final Tracer tracer;
    private final Clock clock;

    /** @param clock compared with the database server's */
    public PublishTraces(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    @Override
    public void published(List<OutboxEvent> events, Duration took) {
        long endMicros = nowMicros();
        long sentMicros = endMicros - took.toNanos() / 1_000;
        int spans = 0;
        for (OutboxEvent event : events) {
            SampledTrace trace = traceOf(event);
            if (trace != null) {
                Long committed = event.committedAtMicros();
                // A row that was read from the table has no time of its commit, and the server's clock may be ahead.
                long beganMicros = committed == null ? sentMicros : Math.min(committed, endMicros);
                span("publish", event, trace, beganMicros).end(endMicros, MICROSECONDS);
                if (++spans == MOST) {
                    return;
                }
            }
        }
    }

    @Override
    public void deadLettered(List<DeadLetter> letters) {
        int spans = 0;
        for (DeadLetter letter : letters) {
            SampledTrace trace = traceOf(letter.event());
            if (trace != null) {
                long nowMicros = nowMicros();
                span("dead-letter", letter.event(), trace, nowMicros)
                        .tag("messaging.destination.name", letter.topic())
                        .tag("error.type", letter.reason())
                        .error(new Rejected(letter.reason()))
                        .end(nowMicros, MICROSECONDS);
                if (++spans == MOST) {
                    return;
                }
            }
        }
    }

    @Override
    public void within(OutboxEvent event, Runnable recording) {
        SampledTrace trace = traceOf(event);
        CurrentTraceContext.Scope scope =
                trace == null ? null : tracer.currentTraceContext().newScope(context(trace));
        try {
            recording.run();
        } finally {
            if (scope != null) {
                scope.close();
            }
        }
    }

    private Span span(String operation, OutboxEvent event, SampledTrace trace, long beganMicros) {
        return tracer.spanBuilder()
                .setParent(context(trace))
                .name(operation + " " + event.aggregateType())
                .kind(Span.Kind.PRODUCER)
                .startTimestamp(beganMicros, MICROSECONDS)
                .tag("messaging.system", "kafka")
                .tag("messaging.operation.name", operation)
                .tag("messaging.operation.type", "send")
                .tag("messaging.message.id", event.id().toString())
                .tag("outbox.event.type", event.type())
                .start();
    }

    private TraceContext context(SampledTrace trace) {
        return tracer.traceContextBuilder()
                .traceId(trace.traceId())
                .spanId(trace.spanId())
                .sampled(true)
                .build();
    }

    private long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    /** Marks a span as failed. The broker causes the failure, so a stack trace of this code would mislead. */
    private static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1;

        Rejected(String reason) {
            super(reason, null, false, false);
        }
    }

    private static @Nullable SampledTrace traceOf(OutboxEvent event) {
        return event.traceparent() == null
                ? null
                : SampledTrace.of(event.traceparent().bytes());
    }
}
