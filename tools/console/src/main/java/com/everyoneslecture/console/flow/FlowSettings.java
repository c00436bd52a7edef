package com.everyoneslecture.console.flow;

import java.net.URI;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the stages are.
 *
 * @param category the service that appends
 * @param categoryDatabase with the outbox
 * @param slot the relay's
 * @param relay its address
 * @param secondRelay address of a relay that stands by for it, or publishes in its place; null if there is none
 * @param kafkaClient settings of Kafka's clients
 * @param topic that is published to
 * @param group that reads it
 * @param lecture the service with the read model
 * @param lectureDatabase with the read model
 */
public record FlowSettings(
        URI category,
        DataSource categoryDatabase,
        String slot,
        URI relay,
        @Nullable URI secondRelay,
        Properties kafkaClient,
        String topic,
        String group,
        URI lecture,
        DataSource lectureDatabase) {}
