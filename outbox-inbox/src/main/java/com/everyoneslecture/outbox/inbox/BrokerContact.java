package com.everyoneslecture.outbox.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Knows since when no broker has said anything. A poll that returns nothing does not tell an idle topic from a dead broker;
 * the bytes that the client has received do, for a broker that lives answers fetches, heartbeats and metadata requests every
 * second. Used by the loop's thread alone.
 */
final class BrokerContact {

    /** Longer than a broker ever leaves a living client without any answer. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final Consumer<?, ?> consumer;
    private final Clock clock;
    private @Nullable Metric bytesReceived;
    private double received = Double.NaN;
    private Instant heardAt;

    BrokerContact(Consumer<?, ?> consumer, Clock clock) {
        this.consumer = consumer;
        this.clock = clock;
        this.heardAt = clock.instant();
    }

    /** Looks whether anything has come since it was last called. */
    void listen() {
        double now = received();
        if (now != received) {
            received = now;
            heardAt = clock.instant();
        }
    }

    boolean isSilent() {
        return Duration.between(heardAt, clock.instant()).compareTo(SILENCE) > 0;
    }

    Instant heardAt() {
        return heardAt;
    }

    private double received() {
        if (bytesReceived == null) {
            bytesReceived = consumer.metrics().entrySet().stream()
                    .filter(metric -> metric.getKey().name().equals("incoming-byte-total")
                            && metric.getKey().group().equals("consumer-metrics"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no metric incoming-byte-total in this Kafka client"))
                    .getValue();
        }
        return (double) bytesReceived.metricValue();
    }
}
