package com.everyoneslecture.outbox.capture;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The settings of the capture.
 *
 * @param connector {@code debezium}, Debezium's PostgreSQL connector, or {@code wal}, a faster reader for the outbox alone.
 *     Each continues where the other ended
 * @param pollInterval with {@code debezium}, the pause between two polls of its queue; {@code wal} waits for messages and does
 *     not poll, unless {@code socketFactory} is among the driver's properties. A longer pause saves processor time and adds
 *     latency to an event that arrives after an idle period
 * @param acknowledgeInterval the minimum interval between two acknowledgements to PostgreSQL. Events published since the last
 *     one are redelivered after a crash and skipped
 * @param maximumBatchSize the maximum number of events in one batch; as many are read ahead. A larger one is faster and takes
 *     more memory
 * @param debezium further settings of Debezium's connector, by their own names, such as {@code max.queue.size},
 *     {@code max.queue.size.in.bytes}, {@code status.update.interval.ms} and {@code custom.metric.tags}. A setting that the relay
 *     controls is rejected with the reason; with {@code wal}, every setting is rejected
 */
public record CaptureSettings(
        @NotNull(message = "is missing: debezium or wal") Connector connector,

        @NotNull @DurationMin(millis = 1) @DurationMax(seconds = 1)
        Duration pollInterval,

        @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration acknowledgeInterval,

        @Min(1) @Max(100_000) int maximumBatchSize,
        @NotNull Map<String, String> debezium) {}
