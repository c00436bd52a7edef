package com.everyoneslecture.outbox.inbox.spring;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import com.everyoneslecture.outbox.event.RecordHeader;
import com.everyoneslecture.outbox.event.SampledTrace;
import com.everyoneslecture.outbox.inbox.BatchHandler.Applied;
import com.everyoneslecture.outbox.inbox.DeadLetter;
import com.everyoneslecture.outbox.inbox.EventHandler;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Adds a span to the trace of each applied event. Its parent is the span that appended the event, which the record's header
 * {@code traceparent} names. An event whose trace is not recorded gets none.
 *
 * <p><b>Threads:</b> any thread may use it.
 */
@API(status = API.Status.STABLE)
public final class ApplyTraces {

    /** Records of one batch that get a span, so that a writer that records every trace does not slow down the reader. */
    static final int MOST = 512;

    private final Tracer tracer;
    private final Clock clock;

    /** Creates it for a tracer of Micrometer Tracing. */
    public ApplyTraces(Tracer tracer) {
        this(tracer, Clock.systemUTC());
    }

    ApplyTraces(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /**
     * Returns a handler that runs within the span of its event: what it logs, calls and appends belongs to the event's trace. Each attempt
     * has a span, which ends before the transaction commits.
     */
    public EventHandler traced(EventHandler handler) {
        return (event, connection) -> {
            SampledTrace trace = traceOf(event.headers().lastHeader(RecordHeader.TRACEPARENT));
            if (trace == null) {
                handler.handle(event, connection);
                return;
            }
            Span span = describe(
                            builder(trace), event.topic(), event.partition(), event.offset(), event.id(), event.type())
                    .start();
            Tracer.SpanInScope scope = tracer.withSpan(span);
            try {
                handler.handle(event, connection);
            } catch (Throwable failure) {
                span.error(failure);
                throw failure;
            } finally {
                scope.close();
                span.end();
            }
        };
    }

    /**
     * Adds the spans of a batch that a projection has applied, each from the start of the batch to its commit, for at most
     * {@value #MOST} records. For {@link com.everyoneslecture.outbox.inbox.LoopListener#onBatch(ConsumerRecords, Applied, Duration)}.
     *
     * @param took the time since the start of the batch
     * @param recording is run once, within the trace of the first of these records if there is one, so that a metric can name it
     */
    public void applied(ConsumerRecords<byte[], byte[]> records, Applied outcome, Duration took, Runnable recording) {
        long endMicros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        long beganMicros = endMicros - took.toNanos() / 1_000;
        Map<ConsumerRecord<byte[], byte[]>, String> letters = new HashMap<>();
        for (DeadLetter letter : outcome.deadLetters()) {
            letters.put(letter.record(), letter.reason());
        }
        SampledTrace first = null;
        int spans = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            SampledTrace trace = traceOf(record.headers().lastHeader(RecordHeader.TRACEPARENT));
            if (trace != null) {
                first = first == null ? trace : first;
                end(record, trace, letters.get(record), beganMicros, endMicros);
                if (++spans == MOST) {
                    break;
                }
            }
        }
        within(first, recording);
    }

    private void end(
            ConsumerRecord<byte[], byte[]> record,
            SampledTrace trace,
            @Nullable String rejected,
            long beganMicros,
            long endMicros) {
        Span.Builder builder = describe(
                builder(trace).startTimestamp(beganMicros, MICROSECONDS),
                record.topic(),
                record.partition(),
                record.offset(),
                text(record.headers().lastHeader(RecordHeader.ID)),
                text(record.headers().lastHeader(RecordHeader.TYPE)));
        if (rejected != null) {
            builder.tag("error.type", rejected).error(new Rejected(rejected));
        }
        builder.start().end(endMicros, MICROSECONDS);
    }

    private void within(@Nullable SampledTrace trace, Runnable recording) {
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

    private Span.Builder builder(SampledTrace trace) {
        return tracer.spanBuilder().setParent(context(trace)).kind(Span.Kind.CONSUMER);
    }

    private TraceContext context(SampledTrace trace) {
        return tracer.traceContextBuilder()
                .traceId(trace.traceId())
                .spanId(trace.spanId())
                .sampled(true)
                .build();
    }

    private static Span.Builder describe(
            Span.Builder builder,
            String topic,
            int partition,
            long offset,
            @Nullable String id,
            @Nullable String type) {
        return builder.name("apply " + topic)
                .tag("messaging.system", "kafka")
                .tag("messaging.operation.name", "apply")
                .tag("messaging.operation.type", "process")
                .tag("messaging.destination.name", topic)
                .tag("messaging.destination.partition.id", Integer.toString(partition))
                .tag("messaging.kafka.offset", Long.toString(offset))
                .tag("messaging.message.id", String.valueOf(id))
                .tag("outbox.event.type", String.valueOf(type));
    }

    private static @Nullable SampledTrace traceOf(@Nullable Header header) {
        return header == null ? null : SampledTrace.of(header.value());
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Marks a span as failed. A stack trace would name no code that failed. */
    private static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1;

        Rejected(String reason) {
            super(reason, null, false, false);
        }
    }
}
