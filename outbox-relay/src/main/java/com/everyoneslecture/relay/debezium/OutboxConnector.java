package com.everyoneslecture.relay.debezium;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * The connector that Debezium's engine runs in place of its own PostgreSQL connector: one task, which reads one slot for one
 * table. Public for the engine makes it by its name.
 */
public final class OutboxConnector extends SourceConnector {

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> properties) {
        settings = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OutboxTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maximumTasks) {
        return List.of(settings);
    }

    @Override
    public void stop() {
        // The task holds all there is.
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1";
    }
}
