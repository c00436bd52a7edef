package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.relay.report.RelayMetrics;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PluginMetersTest {

    private final Map<MetricName, MetricValueProvider<?>> registered = new HashMap<>();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RelayMetrics relay = new RelayMetrics(registry, Clock.systemUTC());

    @Test
    void registersEveryMeterAndReportsItsPresentValue() {
        PluginMeters.of(registry, context(new Worker()));
        assertThat(value("relay-events-skipped")).isZero();
        relay.skipped(3);
        relay.stateChanged(new Streaming());
        assertThat(value("relay-events-skipped")).isEqualTo(3);
        assertThat(value("relay-leader")).isEqualTo(1);
        assertThat(registered.keySet())
                .extracting(MetricName::name)
                .contains("relay-events-published", "relay-latency-count", "relay-latency-total", "relay-latency-max");
    }

    @Test
    void removesThemWhenTheTaskEnds() {
        PluginMeters.of(registry, context(new Worker())).close();
        assertThat(registered).isEmpty();
    }

    @Test
    void doesWithoutThemOnAnOlderWorker() {
        PluginMeters.of(registry, context(null)).close();
        assertThat(registered).isEmpty();
    }

    private double value(String name) {
        return registered.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .mapToDouble(entry -> (Double) ((Gauge<?>) entry.getValue()).value(null, 0))
                .sum();
    }

    private static SourceTaskContext context(@Nullable PluginMetrics metrics) {
        return new SourceTaskContext() {
            @Override
            public Map<String, String> configs() {
                return Map.of();
            }

            @Override
            public OffsetStorageReader offsetStorageReader() {
                throw new UnsupportedOperationException();
            }

            @Override
            public PluginMetrics pluginMetrics() {
                if (metrics == null) {
                    throw new NoSuchMethodError("pluginMetrics");
                }
                return metrics;
            }
        };
    }

    /** Rejects the tags that the worker sets itself, and names that exist already. */
    private final class Worker implements PluginMetrics {

        @Override
        @SuppressWarnings("NonApiType") // As the interface of Kafka has it.
        public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
            assertThat(tags).doesNotContainKeys("connector", "task");
            return new MetricName(name, "plugins", description, tags);
        }

        @Override
        public void addMetric(MetricName name, MetricValueProvider<?> provider) {
            assertThat(registered.put(name, provider)).as("twice: " + name).isNull();
        }

        @Override
        public void removeMetric(MetricName name) {
            assertThat(registered.remove(name)).isNotNull();
        }

        @Override
        public Sensor addSensor(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeSensor(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
