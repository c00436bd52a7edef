package com.everyoneslecture.capture;

import com.everyoneslecture.slot.DatabaseSettings;
import com.everyoneslecture.slot.SlotSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the task needs to know, through the strings that an engine takes.
 *
 * @param driverProperties of the JDBC driver
 */
record TaskSettings(
        String url,
        String username,
        String password,
        Map<String, String> driverProperties,
        SlotSettings slot,
        Duration pollInterval,
        Duration acknowledgeInterval,
        int maximumBatchSize) {

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

    static TaskSettings of(Map<String, String> engine) {
        Map<String, String> driver = new HashMap<>();
        engine.forEach((name, value) -> {
            if (name.startsWith(DRIVER)) {
                driver.put(name.substring(DRIVER.length()), value);
            }
        });
        return new TaskSettings(
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

    @Override
    public String toString() {
        return "TaskSettings[" + slot + "]";
    }
}
