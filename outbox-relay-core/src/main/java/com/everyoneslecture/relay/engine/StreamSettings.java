package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.routing.Routes;

/**
 * The source of a session's events and the destination to which it publishes them.
 *
 * @param routes decide on the topic of each event
 */
public record StreamSettings(
        DatabaseSettings database,
        SlotSettings slot,
        CaptureSettings capture,
        KafkaSettings kafka,
        TopicSettings topics,
        Routes routes) {

    /** Returns a copy of these settings with another database. */
    StreamSettings on(DatabaseSettings server) {
        return new StreamSettings(server, slot, capture, kafka, topics, routes);
    }
}
