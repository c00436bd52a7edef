package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database, the brokers and the names of a connector that reads from the one and publishes to the other. */
final class ConnectorFixture {

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final TestDatabase database;
    private final String bootstrapServers;
    private final OutboxRows outbox;

    /** On the servers that all tests of this JVM share. */
    ConnectorFixture() {
        this(TestPostgres.shared(), TestKafka.shared());
    }

    /** Creates a fixture on servers that the test may break. */
    ConnectorFixture(TestPostgres postgres, TestKafka kafka) {
        database = postgres.create(Schema.CATEGORY);
        bootstrapServers = kafka.bootstrapServers();
        outbox = new OutboxRows(database);
    }

    TestDatabase database() {
        return database;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    OutboxRows outbox() {
        return outbox;
    }

    /** The group of the workers; of the connector, too. */
    String group() {
        return "connect-" + database.name();
    }

    String connector() {
        return "outbox";
    }

    String slot() {
        return "slot_" + database.name();
    }

    String topic() {
        return "categoryChanged-" + database.name();
    }

    TopicRecords records() {
        return new TopicRecords(bootstrapServers, topic());
    }

    ConnectWorker worker() throws Exception {
        return worker(Map.of());
    }

    /** Creates a worker with these additional settings. */
    ConnectWorker worker(Map<String, String> own) throws Exception {
        return worker(own, List.of());
    }

    /** Creates a worker with these additional settings and options of the JVM. */
    ConnectWorker worker(Map<String, String> own, List<String> jvmOptions) throws Exception {
        return ConnectWorker.start(group(), bootstrapServers, own, jvmOptions);
    }

    Map<String, String> configuration() {
        Map<String, String> connector = new HashMap<>(Map.of(
                "connector.class", OutboxSourceConnector.class.getName(),
                "tasks.max", "1",
                "exactly.once.support", "required",
                "key.converter", BYTES,
                "value.converter", BYTES,
                "header.converter", BYTES,
                "producer.override.transaction.timeout.ms", "10000",
                "producer.override.linger.ms", "0",
                "producer.override.max.in.flight.requests.per.connection", "5"));
        connector.putAll(Map.of(
                ConnectorKeys.URL,
                database.jdbcUrl(),
                ConnectorKeys.USERNAME,
                "outbox_relay",
                ConnectorKeys.PASSWORD,
                database.password("outbox_relay"),
                ConnectorKeys.SLOT,
                slot(),
                ConnectorKeys.MAXIMUM_BATCH_SIZE,
                "512",
                ConnectorKeys.ACKNOWLEDGE_INTERVAL,
                "50ms",
                ConnectorKeys.BOOTSTRAP_SERVERS,
                bootstrapServers,
                ConnectorKeys.GROUP,
                group(),
                ConnectorKeys.PROBE_INTERVAL,
                "200ms",
                "relay.channels.out-categoryChanged.destination",
                topic()));
        return connector;
    }

    void dropSlot() {
        outbox.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active"
                + " and slot_name = '" + slot() + "'");
    }
}
