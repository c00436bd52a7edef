package com.everyoneslecture.relay.debezium;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.wal.WalSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The reader's settings as the strings that an engine takes. */
final class TaskProperties {

    private static final String URL = "outbox.url";
    private static final String USERNAME = "outbox.username";
    private static final String PASSWORD = "outbox.password";
    private static final String DRIVER = "outbox.driver.";
    private static final String SLOT = "outbox.slot";
    private static final String PUBLICATION = "outbox.publication";
    private static final String TABLE = "outbox.table";
    private static final String POLL_INTERVAL = "outbox.poll.interval";
    private static final String ACKNOWLEDGE_INTERVAL = "outbox.acknowledge.interval";
    private static final String MAXIMUM_BATCH_SIZE = "outbox.maximum.batch.size";

    private TaskProperties() {}

    static void write(Properties engine, DatabaseSettings database, SlotSettings slot, CaptureSettings capture) {
        engine.setProperty(URL, database.url());
        engine.setProperty(USERNAME, database.username());
        engine.setProperty(PASSWORD, database.password());
        database.driverProperties().forEach((name, value) -> engine.setProperty(DRIVER + name, (String) value));
        engine.setProperty(SLOT, slot.name());
        engine.setProperty(PUBLICATION, slot.publication());
        engine.setProperty(TABLE, slot.table());
        engine.setProperty(POLL_INTERVAL, capture.pollInterval().toString());
        engine.setProperty(ACKNOWLEDGE_INTERVAL, capture.acknowledgeInterval().toString());
        engine.setProperty(MAXIMUM_BATCH_SIZE, String.valueOf(capture.maximumBatchSize()));
    }

    static WalSettings of(Map<String, String> engine) {
        Map<String, String> driver = new HashMap<>();
        engine.forEach((name, value) -> {
            if (name.startsWith(DRIVER)) {
                driver.put(name.substring(DRIVER.length()), value);
            }
        });
        return new WalSettings(
                required(engine, URL),
                required(engine, USERNAME),
                required(engine, PASSWORD),
                Map.copyOf(driver),
                new SlotSettings(required(engine, SLOT), required(engine, PUBLICATION), required(engine, TABLE)),
                Duration.parse(required(engine, POLL_INTERVAL)),
                Duration.parse(required(engine, ACKNOWLEDGE_INTERVAL)),
                Integer.parseInt(required(engine, MAXIMUM_BATCH_SIZE)));
    }

    private static String required(Map<String, String> engine, String name) {
        String value = engine.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
