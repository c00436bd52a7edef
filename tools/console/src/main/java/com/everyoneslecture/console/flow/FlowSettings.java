package com.everyoneslecture.console.flow;

import java.net.URI;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The addresses and names of the stages.
 *
 * @param category the service that appends
 * @param categoryDatabase the database with the outbox
 * @param slot the relay's replication slot
 * @param relay the address of the relay
 * @param secondRelay the address of a relay that stands by for it, or publishes in its place; null if there is none
 * @param connect the workers of Kafka Connect that run the relay; null if outbox-relay runs it
 * @param kafkaClient the settings of the Kafka clients
 * @param topic the topic that the relay publishes to
 * @param group the consumer group that reads the topic
 * @param lecture the service with the read model
 * @param lectureDatabase the database with the read model
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
