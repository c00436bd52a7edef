package com.everyoneslecture.relay.debezium;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/** Debezium's PostgreSQL connector with a task that sleeps while it has no records. Debezium creates it by its class. */
public final class AwaitingConnector extends PostgresConnector {

    @Override
    public Class<? extends Task> taskClass() {
        return AwaitingTask.class;
    }
}
