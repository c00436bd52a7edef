package com.everyoneslecture.relay.app;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.WalWatchSettings;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.relay.engine.StreamSettings;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.operations.OperationsSettings;
import com.everyoneslecture.relay.retention.RetentionSettings;
import com.everyoneslecture.relay.routing.ChannelSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The relay's configuration, under {@code relay}. Defaults stand in {@code application.yaml}.
 *
 * @param database that holds the outbox
 * @param slot what is read there
 * @param capture how it is read
 * @param walWatch when the slot is in danger
 * @param retention how long rows stay in the outbox
 * @param kafka where events go
 * @param topics how a missing topic is made
 * @param channels by name, {@code out-<topic>}
 * @param operations what others may have the relay do
 * @param backoff how long to wait after a failure
 * @param probeInterval between two looks at the servers while events flow: how old the news of health may be
 * @param probePatience how long a server may fail to answer before the connections to it are opened anew
 */
public record RelayProperties(
        @Valid @NotNull DatabaseSettings database,
        @Valid @NotNull SlotSettings slot,
        @Valid @NotNull CaptureSettings capture,
        @Valid @NotNull WalWatchSettings walWatch,
        @Valid @NotNull RetentionSettings retention,
        @Valid @NotNull KafkaSettings kafka,
        @Valid @NotNull TopicSettings topics,

        @NotNull
        Map<
                        @Pattern(regexp = "out-[a-zA-Z0-9._-]+", message = "is not a channel's name: out-<topic>")
                        String,
                        @Valid ChannelSettings>
                channels,

        @Valid @NotNull OperationsSettings operations,
        @Valid @NotNull BackoffSettings backoff,

        @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration probeInterval,

        @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration probePatience) {

    /** Returns the part that a session needs. */
    public StreamSettings stream() {
        return new StreamSettings(database, slot, capture, kafka, topics, channels);
    }
}
