package com.everyoneslecture.relay.debezium;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.connector.postgresql.PostgresConnector;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;

/** Debezium's PostgreSQL connector with a task that sleeps while it has no records. Debezium creates it by its class. */
public final class AwaitingConnector extends PostgresConnector {

    /**
     * The settings that Debezium validates: all but the host. Debezium rejects IPv6 addresses, although it only passes the host on to
     * the driver, which accepts them. The driver has already parsed the host from the URL.
     */
    static final Field.Set VALIDATED = PostgresConnectorConfig.ALL_FIELDS.filtered(
            field -> !field.name().equals(PostgresConnectorConfig.HOSTNAME.name()));

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

    @Override
    protected Map<String, ConfigValue> validateAllFields(Configuration configuration) {
        return configuration.validate(VALIDATED);
    }
}
