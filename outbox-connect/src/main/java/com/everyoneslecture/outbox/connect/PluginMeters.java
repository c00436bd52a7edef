package com.everyoneslecture.outbox.connect;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relay's meters as metrics of the task's plugin, so that the worker's reporters have them, such as JMX:
 * {@code relay.events.published} is {@code relay-events-published}.
 */
final class PluginMeters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginMeters.class);

    /** A tag of every metric of a task. */
    private static final String RESERVED = "connector";

    private static final String INSTEAD = "capture";

    private final @Nullable PluginMetrics metrics;
    private final List<MetricName> names = new ArrayList<>();

    private PluginMeters(@Nullable PluginMetrics metrics) {
        this.metrics = metrics;
    }

    /** Registers all meters that the registry has now. Workers before Kafka 4.1 have no such metrics. */
    static PluginMeters of(MeterRegistry registry, SourceTaskContext context) {
        PluginMeters meters = new PluginMeters(metricsOf(context));
        registry.getMeters().forEach(meters::add);
        return meters;
    }

    /** Removes them, so that the next task can register its own. */
    @Override
    public void close() {
        if (metrics != null) {
            names.forEach(metrics::removeMetric);
        }
        names.clear();
    }

    private static @Nullable PluginMetrics metricsOf(SourceTaskContext context) {
        try {
            return context.pluginMetrics();
        } catch (NoSuchMethodError e) {
            LOG.atWarn().log("this worker does not support metrics of plugins, which need Kafka 4.1 or newer");
            return null;
        }
    }

    private void add(Meter meter) {
        if (metrics == null) {
            return;
        }
        LinkedHashMap<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : meter.getId().getTags()) {
            tags.put(tag.getKey().equals(RESERVED) ? INSTEAD : tag.getKey(), tag.getValue());
        }
        String description = Objects.requireNonNullElse(meter.getId().getDescription(), "");
        for (Measurement measurement : meter.measure()) {
            MetricName name = metrics.metricName(name(meter, measurement.getStatistic()), description, tags);
            Gauge<Double> value = (config, now) -> measurement.getValue();
            metrics.addMetric(name, value);
            names.add(name);
        }
    }

    private static String name(Meter meter, Statistic statistic) {
        String name = meter.getId().getName().replace('.', '-');
        boolean several = meter.getId().getType() == Meter.Type.TIMER
                || meter.getId().getType() == Meter.Type.DISTRIBUTION_SUMMARY;
        return several ? name + "-" + statistic.getTagValueRepresentation() : name;
    }
}
