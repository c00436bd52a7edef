package com.everyoneslecture.relay.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.wal.WalSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Settings whose defaults have cost others data. */
class EnginePropertiesTest {

    private final DatabaseSettings database =
            new DatabaseSettings("jdbc:postgresql://db:6432/shop?sslmode=require", "relay", "secret", Map.of());
    private final SlotSettings slot = new SlotSettings("shop_outbox", "outbox", "public.outbox");
    private final Properties engine =
            EngineProperties.of(database, slot, new CaptureSettings(Duration.ofMillis(3), Duration.ofMillis(400), 100));

    @Test
    void readsFromTheSlotAlone() {
        assertThat(engine).containsEntry("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
    }

    @Test
    void leavesRetriesToTheSupervisor() {
        assertThat(engine).containsEntry("errors.max.retries", "0").containsEntry("record.processing.threads", "1");
    }

    @Test
    void tellsTheTaskAllThatItNeeds() {
        Map<String, String> properties = new HashMap<>();
        engine.forEach((name, value) -> properties.put((String) name, (String) value));

        WalSettings settings = TaskProperties.of(properties);

        assertThat(settings.url()).isEqualTo(database.url());
        assertThat(settings.username()).isEqualTo("relay");
        assertThat(settings.password()).isEqualTo("secret");
        assertThat(settings.driverProperties()).containsEntry("sslmode", "require");
        assertThat(settings.slot()).isEqualTo(slot);
        assertThat(settings.pollInterval()).isEqualTo(Duration.ofMillis(3));
        assertThat(settings.acknowledgeInterval()).isEqualTo(Duration.ofMillis(400));
        assertThat(settings.maximumBatchSize()).isEqualTo(100);
        assertThat(settings.toString()).doesNotContain("secret");
    }
}
