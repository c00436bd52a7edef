package com.everyoneslecture.outbox.capture.wal;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a {@link WalReader}.
 *
 * @param driverProperties properties of the JDBC driver
 * @param pollInterval how long the reader sleeps when no message is available, if the operator has configured a socket factory
 * @param acknowledgeInterval minimum interval between acknowledgements to the server
 * @param maximumBatchSize the maximum number of events in one batch
 */
public record WalSettings(
        String url,
        String username,
        String password,
        Map<String, String> driverProperties,
        SlotSettings slot,
        Duration pollInterval,
        Duration acknowledgeInterval,
        int maximumBatchSize) {

    public static WalSettings of(DatabaseSettings database, SlotSettings slot, CaptureSettings capture) {
        Map<String, String> driver = new HashMap<>();
        database.streamProperties(slot.patience()).forEach((name, value) -> driver.put((String) name, (String) value));
        return new WalSettings(
                database.url(),
                database.username(),
                database.password(),
                Map.copyOf(driver),
                slot,
                capture.pollInterval(),
                capture.acknowledgeInterval(),
                capture.maximumBatchSize());
    }

    @Override
    public String toString() {
        return "WalSettings[" + slot + "]";
    }
}
