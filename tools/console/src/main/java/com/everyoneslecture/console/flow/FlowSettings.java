package com.everyoneslecture.console.flow;

import java.net.URI;
import java.util.List;
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
 * @param connect the workers of Kafka Connect that run the relay; null if outbox-relay runs it
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
        @Nullable Connect connect,
        Properties kafkaClient,
        String topic,
        String group,
        URI lecture,
        DataSource lectureDatabase) {

    /**
     * A cluster of Kafka Connect.
     *
     * @param workers the REST addresses of its workers, at least one
     * @param connector the name of the connector that runs the relay
     */
    public record Connect(List<URI> workers, String connector) {

        public Connect {
            workers = List.copyOf(workers);
        }
    }
}
