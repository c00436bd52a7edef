package com.everyoneslecture.lecture.app;

import com.everyoneslecture.lecture.PoisonReason;
import com.everyoneslecture.outbox.inbox.BatchHandler.Applied;
import com.everyoneslecture.outbox.inbox.DeadLetter;
import com.everyoneslecture.outbox.inbox.LoopListener;
import com.everyoneslecture.outbox.inbox.LoopState;
import com.everyoneslecture.outbox.inbox.Projection;
import com.everyoneslecture.outbox.inbox.spring.ApplyTraces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Counts the work of the poll loop. All meters exist from the start, or from the assignment of their partition, so a first failure
 * shows as an increase from 0.
 */
public final class LoopMetrics implements LoopListener {

    private final MeterRegistry registry;
    private final @Nullable ApplyTraces traces;
    private final Map<Integer, Counter> polled = new HashMap<>();
    private final Counter applied;
    private final Counter alreadyApplied;
    private final Counter reissues;
    private final Counter ignored;
    private final Counter gaps;
    private final Counter replays;
    private final Counter reread;
    private final Counter lost;
    private final DistributionSummary batch;
    private final Timer apply;
    private final MultiGauge lag;
    private volatile Class<? extends LoopState> state = LoopState.Stopped.class;
    private Map<Integer, Long> lags = Map.of();
    private @Nullable KafkaClientMetrics ofConsumer;

    public LoopMetrics(MeterRegistry registry) {
        this(registry, null);
    }

    /** @param traces gets the records of each batch; null without traces */
    public LoopMetrics(MeterRegistry registry, @Nullable ApplyTraces traces) {
        this.registry = registry;
        this.traces = traces;
        applied = counter("projector.events.applied", "Events that changed the read model");
        alreadyApplied = counter(
                "projector.events.already.applied",
                "Events that changed nothing, because the read model has the version or a later one");
        reissues = counter(
                "projector.versions.reissued",
                "Events applied with a version that another event had before: the category database lost that event");
        ignored = counter("projector.records.ignored", "Records of an event type that the projector does not read");
        gaps = counter("projector.version.gaps", "Categories with a missing version, counted once per batch");
        replays = counter("projector.partitions.replayed", "Partitions read again from the beginning");
        reread = counter(
                "projector.records.reread", "Records read again because the database was behind the group's offset");
        lost = counter("projector.records.lost", "Records that the topic dropped before they were read");
        batch = DistributionSummary.builder("projector.batch.size")
                .description("Records in one batch")
                .baseUnit("records")
                .register(registry);
        apply = Timer.builder("projector.batch.apply")
                .description("Time to decode and apply a batch")
                .register(registry);
        lag = MultiGauge.builder("projector.lag")
                .baseUnit("records")
                .description(
                        "Records between the applied offset and the end of an assigned partition, with those behind an open transaction;"
                                + " the markers of transactions count as records")
                .register(registry);
        for (Class<?> each : LoopState.class.getPermittedSubclasses()) {
            Gauge.builder("projector.state", this, metrics -> metrics.state == each ? 1 : 0)
                    .description("1 for the state that the poll loop is in")
                    .tag("state", each.getSimpleName().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (PoisonReason reason : PoisonReason.values()) {
            deadLetters(reason.label());
        }
        deadLetters(Projection.DECODER_FAILED);
        deadLetters(Projection.REJECTED_BY_DATABASE);
    }

    /** Registers the metrics of the new Kafka consumer and removes those of the previous one. */
    @Override
    public void onConsumer(Consumer<?, ?> consumer) {
        if (ofConsumer != null) {
            ofConsumer.close();
        }
        ofConsumer = new KafkaClientMetrics(consumer);
        ofConsumer.bindTo(registry);
    }

    @Override
    public void onState(LoopState next) {
        state = next.getClass();
    }

    @Override
    public void onBatch(ConsumerRecords<byte[], byte[]> records, Applied outcome, Duration took) {
        for (TopicPartition partition : records.partitions()) {
            polled(partition.partition()).increment(records.records(partition).size());
        }
        if (traces == null) {
            onBatch(records.count(), outcome, took);
        } else {
            traces.applied(records, outcome, took, () -> onBatch(records.count(), outcome, took));
        }
    }

    @Override
    public void onBatch(int records, Applied outcome, Duration took) {
        applied.increment(outcome.applied());
        alreadyApplied.increment(outcome.alreadyApplied());
        reissues.increment(outcome.reissues());
        ignored.increment(outcome.ignored());
        gaps.increment(outcome.gaps());
        batch.record(records);
        apply.record(took);
    }

    @Override
    public void onDeadLetters(List<DeadLetter> letters) {
        letters.forEach(letter -> deadLetters(letter.reason()).increment());
    }

    @Override
    public void onReplay(int partitions) {
        replays.increment(partitions);
    }

    @Override
    public void onReread(long records) {
        reread.increment((double) records);
    }

    @Override
    public void onLost(long records) {
        lost.increment((double) records);
    }

    @Override
    public void onLag(Map<Integer, Long> lagByPartition) {
        if (!lagByPartition.equals(lags)) {
            lags = lagByPartition;
            lagByPartition.keySet().forEach(this::polled);
            lag.register(
                    lagByPartition.entrySet().stream()
                            .map(each ->
                                    Row.of(Tags.of("partition", each.getKey().toString()), each.getValue()))
                            .collect(Collectors.toList()),
                    true);
        }
    }

    private Counter polled(int partition) {
        return polled.computeIfAbsent(
                partition,
                number -> Counter.builder("projector.records.polled")
                        .description("Records that were polled")
                        .tag("partition", number.toString())
                        .register(registry));
    }

    private Counter deadLetters(String reason) {
        return Counter.builder("projector.records.dead.lettered")
                .description("Records that went to the dead letter topic")
                .tag("reason", reason)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
