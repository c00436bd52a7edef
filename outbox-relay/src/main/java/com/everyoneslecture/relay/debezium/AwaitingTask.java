package com.everyoneslecture.relay.debezium;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.connector.base.QueueProviderService;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.service.spi.ServiceProvider;
import io.debezium.service.spi.ServiceRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's task, which streams when its {@link StreamHold} is released, and polls the queue only if it has a record.
 *
 * <p>Debezium's own task polls all the time, and each poll ends with up to a millisecond in which it tests the queue without a
 * pause. With an interval of 2 ms, an idle outbox would need up to half of a core.
 *
 * <p>Debezium creates it by its class.
 */
public final class AwaitingTask extends PostgresConnectorTask {

    /** A failure of the reader is noticed by a poll alone, and so is an acknowledgement that is due. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final RecordQueue queue = new RecordQueue();
    private @Nullable StreamHold hold;

    @Override
    protected void registerServiceProviders(ServiceRegistry registry) {
        super.registerServiceProviders(registry);
        registry.registerServiceProvider(new Queues());
    }

    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration configuration) {
        hold = StreamHold.named(configuration.getString(StreamHold.NAME));
        return super.start(configuration);
    }

    @Override
    protected Iterable<Field> getAllConfigurationFields() {
        return AwaitingConnector.VALIDATED;
    }

    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection metadata, PostgresSchema schema, PostgresConnectorConfig settings) throws SQLException {
        return new HeldConnection(
                super.buildReplicationConnection(metadata, schema, settings), metadata, Objects.requireNonNull(hold));
    }

    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        queue.awaitRecord(PATIENCE);
        return super.doPoll();
    }

    /** Replaces Debezium's own. */
    private final class Queues implements ServiceProvider<QueueProviderService> {

        @Override
        public QueueProviderService createService(Configuration configuration, ServiceRegistry registry) {
            return new QueueProviderService(queue);
        }

        @Override
        public Class<QueueProviderService> getServiceClass() {
            return QueueProviderService.class;
        }
    }
}
