package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.publish.PublisherState;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The connector publishes the same records as a relay for the same rows, byte for byte, and its ledger names the same events.
 */
@Timeout(300)
class SameRecordsIT {

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @AfterEach
    void dropSlots() {
        fixture.dropSlot();
        outbox.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active"
                + " and slot_name = 'relay_" + fixture.slot() + "'");
    }

    @Test
    void areThoseOfARelay() throws Exception {
        Map<String, String> ofRelay = fixture.configuration();
        ofRelay.put(ConnectorKeys.SLOT, "relay_" + fixture.slot());
        ofRelay.put("relay.channels.out-categoryChanged.destination", "relay-" + fixture.topic());
        TaskSettings relaySettings = TaskSettings.require(ofRelay);
        try (ConnectWorker worker = fixture.worker();
                TopicRecords connectors = fixture.records();
                TopicRecords relays = new TopicRecords(fixture.bootstrapServers(), "relay-" + fixture.topic())) {
            outbox.appendMany(20, 5);
            try (EmbeddedRelay relay = EmbeddedRelay.start(relaySettings)) {
                relay.await(Streaming.class);
                worker.awaitServing().create(fixture.connector(), fixture.configuration());
                worker.awaitTask(fixture.connector(), "RUNNING");
                outbox.append("a", "{\"a\":\"최종\"}", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", 1L);
                outbox.withContent("b", "tombstone", "null");
                outbox.withContent("b", "bytes", "'\\x00ff'");
                outbox.appendInOneTransaction(1_000, 5);

                assertThat(described(connectors.await(outbox.committed())))
                        .isEqualTo(described(relays.await(outbox.committed())));
            }
        }
        assertThat(published(TaskSettings.require(fixture.configuration())))
                .isEqualTo(published(relaySettings))
                .isEqualTo(new TreeSet<>(outbox.committed()));
    }

    /** Returns them in the order of their keys and versions, because the partitions are read in no order. */
    private static List<String> described(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(SameRecordsIT::described).sorted().toList();
    }

    private static String described(ConsumerRecord<byte[], byte[]> record) {
        String headers = Arrays.stream(record.headers().toArray())
                .map(header -> header.key() + "=" + hex(header.value()))
                .collect(Collectors.joining(","));
        return hex(record.key()) + " " + record.partition() + " " + record.timestamp() + " " + hex(record.value()) + " "
                + headers;
    }

    private static String hex(byte @Nullable [] bytes) {
        return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }

    /** Returns the events that a ledger names, and those that its safe point covers: it is trimmed up to there. */
    private Set<UUID> published(TaskSettings settings) {
        Set<UUID> ids = new TreeSet<>();
        try (KafkaSession session = new KafkaSession(
                settings.slot().name(),
                settings.kafka(),
                settings.section().topics(),
                settings.stream().routes(),
                ProducerFactory.KAFKA,
                new PublisherState())) {
            SafePoint safePoint = session.ledger().head().safePoint();
            if (safePoint != null) {
                ids.addAll(outbox.visibleIn(safePoint.snapshot()));
            }
            session.ledger().forEachPublished(named -> {
                while (named.hasRemaining()) {
                    ids.add(new UUID(named.getLong(), named.getLong()));
                }
            });
        }
        return ids;
    }
}
