package com.everyoneslecture.relay.debezium;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.OutboxNames;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaTopicNamingStrategy;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/** Debezium's configuration. Each value that is not Debezium's default has its reason in a comment. */
final class EngineProperties {

    /**
     * The maximum time for a task of the engine to start or to stop; every wait inside a batch is shorter. A first start loads
     * Debezium's classes, which takes seconds on a busy machine.
     */
    static final Duration TASK_TIMEOUT = Duration.ofSeconds(40);

    /** The interval at which an idle outbox releases the log of a database that is busy with other tables. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static final int READ_AHEAD_BATCHES = 2;
    private static final long READ_AHEAD_BYTES = 16L * 1024 * 1024;

    private EngineProperties() {}

    /**
     * Returns the name under which the engine delivers changes of the outbox. Debezium's own rule replaces characters that a
     * topic cannot have.
     */
    static String outboxTopic(SlotSettings slot) {
        Properties naming = new Properties();
        naming.setProperty("topic.prefix", serverName(slot));
        OutboxNames outbox = slot.outbox();
        return new SchemaTopicNamingStrategy(naming)
                .dataChangeTopic(new TableId(null, outbox.schema(), outbox.table()));
    }

    /** A regular expression that the table's name matches, with its schema; Debezium splits lists of them at commas. */
    private static String expression(OutboxNames outbox) {
        return (outbox.schema() + "." + outbox.table()).replaceAll("[\\p{ASCII}&&[^A-Za-z0-9_.]]", "\\\\$0");
    }

    /** The {@code server} in the names of Debezium's MBeans. */
    static String serverName(SlotSettings slot) {
        return slot.name();
    }

    static Properties of(DatabaseSettings database, SlotSettings slot, CaptureSettings capture) {
        Properties engine = new Properties();
        readAhead(engine, capture);
        engine.putAll(capture.debezium());
        // The settings from here on are fixed; ConnectorSettings rejects all of them.
        engine.setProperty("name", serverName(slot));
        engine.setProperty("connector.class", AwaitingConnector.class.getName());
        engine.setProperty("topic.prefix", serverName(slot));
        connection(engine, database, slot);
        position(engine, slot, capture);
        reading(engine, slot, capture);
        heartbeat(engine);
        failing(engine);
        return engine;
    }

    private static void readAhead(Properties engine, CaptureSettings capture) {
        engine.setProperty("max.queue.size", String.valueOf(READ_AHEAD_BATCHES * capture.maximumBatchSize()));
        // Limits the memory for large payloads.
        engine.setProperty("max.queue.size.in.bytes", String.valueOf(READ_AHEAD_BYTES));
        engine.setProperty("status.update.interval.ms", "2000");
    }

    private static void connection(Properties engine, DatabaseSettings database, SlotSettings slot) {
        engine.setProperty("database.hostname", database.host());
        engine.setProperty("database.port", database.port());
        engine.setProperty("database.user", database.username());
        engine.setProperty("database.password", database.password());
        engine.setProperty("database.dbname", database.databaseName());
        database.streamProperties(slot.patience())
                .forEach((name, value) -> engine.setProperty("driver." + name, (String) value));
    }

    private static void position(Properties engine, SlotSettings slot, CaptureSettings capture) {
        // The default is a decoder that PostgreSQL does not ship.
        engine.setProperty("plugin.name", "pgoutput");
        engine.setProperty("slot.name", slot.name());
        engine.setProperty("publication.name", slot.publication());
        // The default creates a publication of every table.
        engine.setProperty("publication.autocreate.mode", "disabled");
        // No stored offset: the slot is the position. With a stored offset, the connector compares positions to find
        // its starting point, and can skip rows that share a position with a commit.
        engine.setProperty("offset.storage", MemoryOffsetBackingStore.class.getName());
        // Rows that the slot does not hold are published from the outbox, not from a snapshot.
        engine.setProperty("snapshot.mode", "no_data");
        engine.setProperty(
                "offset.flush.interval.ms",
                String.valueOf(capture.acknowledgeInterval().toMillis()));
        engine.setProperty("offset.flush.timeout.ms", "2000");
        engine.setProperty("lsn.flush.timeout.ms", "2000");
        engine.setProperty("slot.drop.on.stop", "false");
    }

    private static void reading(Properties engine, SlotSettings slot, CaptureSettings capture) {
        engine.setProperty("table.include.list", expression(slot.outbox()));
        // Not published, and of a type that the connector would warn of.
        engine.setProperty("column.exclude.list", expression(slot.outbox()) + "\\.(tx_id|append_order)");
        // Payloads of bytes as they are, not as text.
        engine.setProperty("binary.handling.mode", "bytes");
        // By default, Debezium ignores a truncation; here it ends the capture, as every change does that is no insert.
        engine.setProperty("skipped.operations", "none");
        engine.setProperty("tombstones.on.delete", "false");
        // The pause of a reader without messages, and the time for which the queue collects records.
        engine.setProperty(
                "poll.interval.ms", String.valueOf(capture.pollInterval().toMillis()));
        engine.setProperty("max.batch.size", String.valueOf(capture.maximumBatchSize()));
        // If unset, it is one thread that ends after a minute without work and is created again.
        engine.setProperty("record.processing.threads", "1");
    }

    private static void heartbeat(Properties engine) {
        engine.setProperty("heartbeat.interval.ms", String.valueOf(HEARTBEAT.toMillis()));
        engine.setProperty(
                "heartbeat.action.query", "select pg_logical_emit_message(false, 'outbox-relay.heartbeat', '')");
        // The message itself need not be delivered, because the heartbeat that follows it carries its position.
        engine.setProperty("message.prefix.exclude.list", ".*");
    }

    private static void failing(Properties engine) {
        // By default a value that cannot be converted becomes a null and a warning.
        engine.setProperty("event.converting.failure.handling.mode", "fail");
        engine.setProperty("event.processing.failure.handling.mode", "fail");
        // Only the supervisor decides about retries.
        engine.setProperty("errors.max.retries", "0");
        engine.setProperty("slot.max.retries", "0");
        engine.setProperty("slot.retry.delay.ms", "200");
        engine.setProperty("record.processing.shutdown.timeout.ms", "500");
        engine.setProperty("executor.shutdown.timeout.ms", "1000");
        // Debezium reads only this name; without the prefix it has no effect.
        engine.setProperty("internal.task.management.timeout.ms", String.valueOf(TASK_TIMEOUT.toMillis()));
    }
}
