package com.everyoneslecture.outbox.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * The relay as a source connector of Kafka Connect: publishes every committed outbox row once and in order per key.
 *
 * <p>A slot has one reader, so the connector has one task, whatever {@code tasks.max} allows.
 */
public final class OutboxSourceConnector extends SourceConnector {

    private Map<String, String> configuration = Map.of();

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public void start(Map<String, String> connectorConfiguration) {
        configuration = Map.copyOf(connectorConfiguration);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OutboxSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maximumTasks) {
        return List.of(configuration);
    }

    @Override
    public void stop() {
        // Nothing to close: only the task opens connections.
    }

    @Override
    public ConfigDef config() {
        return ConnectorKeys.definition();
    }

    @Override
    public Config validate(Map<String, String> connectorConfiguration) {
        return new Validation(super.validate(connectorConfiguration)).of(connectorConfiguration);
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfiguration) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> connectorConfiguration) {
        return ConnectorTransactionBoundaries.SUPPORTED;
    }

    /**
     * Allows offsets to be removed. This has no effect on what is published while the ledger exists: reading starts at
     * the slot's position, and the ledger records which events are published.
     *
     * @return true always
     * @throws ConnectException if an offset is to be set: setting it would not change what the connector reads
     */
    @Override
    public boolean alterOffsets(
            Map<String, String> connectorConfiguration, Map<Map<String, ?>, Map<String, ?>> offsets) {
        if (offsets.values().stream().anyMatch(offset -> offset != null)) {
            throw new ConnectException(
                    "the offset of this connector cannot be set: it reads from the position of its replication"
                            + " slot, and its ledger records what is published. To publish events again, use outbox-relay replay");
        }
        return true;
    }
}
