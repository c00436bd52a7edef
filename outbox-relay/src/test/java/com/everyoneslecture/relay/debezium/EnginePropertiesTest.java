package com.everyoneslecture.relay.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings with dangerous defaults. */
class EnginePropertiesTest {

    private final Properties engine = EngineProperties.of(
            new DatabaseSettings("jdbc:postgresql://db:6432/shop?sslmode=require", "relay", "secret", Map.of()),
            new SlotSettings("shop_outbox", "outbox", "public.outbox", Duration.ofSeconds(5)),
            new CaptureSettings(Connector.DEBEZIUM, Duration.ofMillis(3), Duration.ofMillis(400), 100, Map.of()));

    private static Properties with(Map<String, String> further) {
        return EngineProperties.of(
                new DatabaseSettings("jdbc:postgresql://db:6432/shop", "relay", "secret", Map.of()),
                new SlotSettings("shop_outbox", "outbox", "public.outbox", Duration.ofSeconds(5)),
                new CaptureSettings(Connector.DEBEZIUM, Duration.ofMillis(3), Duration.ofMillis(400), 100, further));
    }

    @Test
    void namesATableThatNeedsQuotesAsDebeziumWantsIt() {
        SlotSettings slot = new SlotSettings("shop", "events", "\"Shop\".\"Order, Events*\"", Duration.ofSeconds(5));

        assertThat(EngineProperties.of(
                        new DatabaseSettings("jdbc:postgresql://db:6432/shop", "relay", "secret", Map.of()),
                        slot,
                        new CaptureSettings(
                                Connector.DEBEZIUM, Duration.ofMillis(3), Duration.ofMillis(400), 100, Map.of())))
                .containsEntry("table.include.list", "Shop.Order\\,\\ Events\\*")
                .containsEntry("column.exclude.list", "Shop.Order\\,\\ Events\\*\\.(tx_id|append_order)");
        assertThat(EngineProperties.outboxTopic(slot)).isEqualTo("shop.Shop.Order__Events_");
    }

    /** Debezium silently ignores a setting that it does not know. */
    @Test
    void hasNoSettingThatDebeziumDoesNotKnow() {
        Set<String> known = DebeziumFields.names();
        assertThat(engine.stringPropertyNames())
                .filteredOn(name -> !name.startsWith("driver."))
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    /** A setting that a user may change has a default here; every other one is fixed, and rejected with a reason. */
    @Test
    void decidesWhatIsNotOpenToChoice() {
        assertThat(engine.stringPropertyNames())
                .allSatisfy(
                        name -> assertThat(ConnectorSettings.isOpen(name) || ConnectorSettings.decision(name) != null)
                                .as(name)
                                .isTrue());
    }

    @Test
    void passesFurtherSettingsOn() {
        assertThat(with(Map.of("max.queue.size", "500", "custom.metric.tags", "team=shop")))
                .containsEntry("max.queue.size", "500")
                .containsEntry("custom.metric.tags", "team=shop");
        assertThat(engine).containsEntry("max.queue.size", "200");
    }

    @Test
    void letsNoFurtherSettingReplaceADecision() {
        assertThat(with(Map.of("slot.name", "other", "snapshot.mode", "always")))
                .containsEntry("slot.name", "shop_outbox")
                .containsEntry("snapshot.mode", "no_data");
    }

    @Test
    void boundsHowLongATaskMayTakeToEnd() {
        assertThat(engine).containsEntry("internal.task.management.timeout.ms", "40000");
    }

    @Test
    void leavesOutNoValueThatCannotBeConverted() {
        assertThat(engine)
                .containsEntry("event.converting.failure.handling.mode", "fail")
                .containsEntry("event.processing.failure.handling.mode", "fail");
    }

    @Test
    void readsFromTheSlotAlone() {
        assertThat(engine)
                .containsEntry("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore")
                .containsEntry("snapshot.mode", "no_data")
                .containsEntry("slot.name", "shop_outbox")
                .containsEntry("slot.drop.on.stop", "false")
                .containsEntry("offset.flush.interval.ms", "400");
    }

    @Test
    void makesNoPublicationAndNeedsNoForeignPlugin() {
        assertThat(engine)
                .containsEntry("publication.name", "outbox")
                .containsEntry("publication.autocreate.mode", "disabled")
                .containsEntry("plugin.name", "pgoutput")
                .containsEntry("table.include.list", "public.outbox");
    }

    @Test
    void keepsAnIdleOutboxFromHoldingTheLog() {
        assertThat(engine).containsEntry("heartbeat.interval.ms", "1000");
        assertThat(engine.getProperty("heartbeat.action.query")).contains("pg_logical_emit_message(false,");
    }

    @Test
    void leavesRetriesToTheSupervisor() {
        assertThat(engine).containsEntry("errors.max.retries", "0").containsEntry("slot.max.retries", "0");
    }

    @Test
    void neverSleepsLongerThanItIsTold() {
        assertThat(engine).containsEntry("poll.interval.ms", "3").containsEntry("record.processing.threads", "1");
    }

    @Test
    void passesOverNoChange() {
        assertThat(engine).containsEntry("skipped.operations", "none");
    }

    @Test
    void passesTheDriversPropertiesThrough() {
        assertThat(engine)
                .containsEntry("database.hostname", "db")
                .containsEntry("database.port", "6432")
                .containsEntry("database.dbname", "shop")
                .containsEntry("driver.sslmode", "require");
    }
}
