package com.everyoneslecture.relay.debezium;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnector;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;

/** Debezium's PostgreSQL connector with a task that sleeps while it has no records. Debezium creates it by its class. */
public final class AwaitingConnector extends PostgresConnector {

    @Override
    public Class<? extends Task> taskClass() {
        return AwaitingTask.class;
    }

    /**
     * Does not connect. Debezium reports a connection that fails here as text without a cause, so a lost connection would look
     * like a wrong setting, which does not pass by itself. The task connects next, and its failure has the cause.
     */
    @Override
    protected void validateConnection(Map<String, ConfigValue> values, Configuration configuration) {}
}
