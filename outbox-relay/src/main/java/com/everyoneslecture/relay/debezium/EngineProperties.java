package com.everyoneslecture.relay.debezium;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/** Debezium's configuration. Each line that is not its default says why. */
final class EngineProperties {

    /** How long a task of the engine may take to start or to stop; every wait inside a batch is shorter. */
    static final Duration TASK_TIMEOUT = Duration.ofSeconds(15);

    private EngineProperties() {}

    static Properties of(DatabaseSettings database, SlotSettings slot, CaptureSettings capture) {
        Properties engine = new Properties();
        engine.setProperty("name", "outbox");
        engine.setProperty("connector.class", OutboxConnector.class.getName());
        TaskProperties.write(engine, database, slot, capture);
        // No stored offset: the slot is the position.
        engine.setProperty("offset.storage", MemoryOffsetBackingStore.class.getName());
        // Unset is one thread that dies after a minute of idleness and is made anew.
        engine.setProperty("record.processing.threads", "1");
        failing(engine);
        return engine;
    }

    private static void failing(Properties engine) {
        // One place decides what is tried again and when, and it is the supervisor.
        engine.setProperty("errors.max.retries", "0");
        engine.setProperty("record.processing.shutdown.timeout.ms", "500");
        engine.setProperty("executor.shutdown.timeout.ms", "1000");
        engine.setProperty("task.management.timeout.ms", String.valueOf(TASK_TIMEOUT.toMillis()));
    }
}
