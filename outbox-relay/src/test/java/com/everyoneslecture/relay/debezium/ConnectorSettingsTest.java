package com.everyoneslecture.relay.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorSettingsTest {

    /** A new version of Debezium may have further settings; each then needs a decision. */
    @Test
    void everySettingOfDebeziumIsEitherOpenOrDecided() {
        assertThat(DebeziumFields.names())
                .hasSizeGreaterThan(120)
                .allSatisfy(
                        name -> assertThat(ConnectorSettings.isOpen(name) != (ConnectorSettings.decision(name) != null))
                                .as(name)
                                .isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "max.queue.size, 400",
        "max.queue.size.in.bytes, 1000000",
        "status.update.interval.ms, 5000",
        "custom.metric.tags, team=shop",
        "connection.validation.timeout.ms, 1000",
        "query.fetch.size, 10",
        "statistics.metrics.enabled, false"
    })
    void letsAHarmlessOnePass(String name, String value) {
        assertThat(problems(Connector.DEBEZIUM, Map.of(name, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slot.name | is set by relay.slot.name",
                "publication.name | is set by relay.slot.publication",
                "table.include.list | is set by relay.slot.table",
                "database.password | is set by relay.database",
                "driver.sslmode | is set by relay.database",
                "errors.max.retries | is set by relay.backoff: the relay retries in one place",
                "offset.storage | is decided by the relay: the slot is the only position",
                "lsn.flush.mode | is decided by the relay: the slot is the only position",
                "snapshot.mode | is decided by the relay: rows that the slot does not hold are published from the outbox",
                "skipped.operations | is decided by the relay: a change of the outbox other than an insert ends the capture",
                "record.processing.order | is decided by the relay: events stay in the order of their commits",
                "publication.autocreate.mode | is decided by the migration",
                "column.mask.with.4.chars | is decided by the relay, which makes the event from Debezium's record",
                "transforms | is decided by the relay, which makes the event from Debezium's record",
                "event.processing.failure.handling.mode | is decided by the relay: an event that cannot be read",
                "internal.log.position.check.enable | is internal to Debezium",
                "transforms.route.type | is not a setting that the relay passes on",
                "max.queue.sise | is not a setting that the relay passes on",
            })
    void rejectsWithTheReason(String name, String reason) {
        assertThat(problems(Connector.DEBEZIUM, Map.of(name, "x")).get(name)).startsWith(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-1", "100"})
    void rejectsAValueThatDebeziumRejects(String value) {
        assertThat(problems(Connector.DEBEZIUM, Map.of("max.queue.size", value)).get("max.queue.size"))
                .startsWith("is wrong: ");
    }

    @Test
    void rejectsEachWithAConnectorOfWhichItIsNone() {
        assertThat(problems(Connector.WAL, Map.of("max.queue.size", "400", "slot.name", "x")))
                .hasSize(2)
                .allSatisfy((name, problem) ->
                        assertThat(problem).isEqualTo("has no effect with relay.capture.connector=wal"));
    }

    private static Map<String, String> problems(Connector connector, Map<String, String> further) {
        return ConnectorSettings.problems(
                new CaptureSettings(connector, Duration.ofMillis(2), Duration.ofMillis(250), 100, further));
    }
}
