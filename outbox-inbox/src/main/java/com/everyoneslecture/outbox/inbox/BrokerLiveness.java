package com.everyoneslecture.outbox.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Detects that no broker responds any more. A poll that returns no records does not distinguish an idle topic from a dead
 * broker. The bytes that the client has received do, because a live broker answers fetches, heartbeats and metadata requests
 * every second. Used by the loop's thread alone.
 */
final class BrokerLiveness {

    /** Longer than any interval between two responses of a live broker. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final Consumer<?, ?> consumer;
    private final Clock clock;
    private @Nullable Metric bytesReceived;
    private double received = Double.NaN;
    private Instant heardAt;

    BrokerLiveness(Consumer<?, ?> consumer, Clock clock) {
        this.consumer = consumer;
        this.clock = clock;
        this.heardAt = clock.instant();
    }

    /** Checks whether any bytes have arrived since the last call. */
    void check() {
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
