package com.everyoneslecture.outbox.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** The connector, with a {@link CrashingTask}. */
public final class CrashingConnector extends SourceConnector {

    private final OutboxSourceConnector connector = new OutboxSourceConnector();

    @Override
    public String version() {
        return connector.version();
    }

    @Override
    public void start(Map<String, String> configuration) {
        connector.start(configuration);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CrashingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maximumTasks) {
        return connector.taskConfigs(maximumTasks);
    }

    @Override
    public void stop() {
        connector.stop();
    }

    @Override
    public ConfigDef config() {
        return connector.config();
    }

    @Override
    public Config validate(Map<String, String> configuration) {
        return connector.validate(configuration);
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> configuration) {
        return connector.exactlyOnceSupport(configuration);
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> configuration) {
        return connector.canDefineTransactionBoundaries(configuration);
    }
}
