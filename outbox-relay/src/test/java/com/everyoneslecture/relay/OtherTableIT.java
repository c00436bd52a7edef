package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.relay.retention.OutboxPartitions;
import com.everyoneslecture.relay.retention.Retention;
import com.everyoneslecture.relay.routing.RouteSettings;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.testservices.TestKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An outbox of any name, beside the tables and the migrations of an application, to which any program appends by plain SQL. */
@Tag("long")
@Timeout(240)
class OtherTableIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final AtomicInteger dropped = new AtomicInteger();
    private ShopDatabase shop;

    @TempDir
    private Path migrations = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {"DEBEZIUM | \"Shop\".\"Order, Events 100%\"", "WAL | \"Shop\".\"Order, Events 100%\""})
    void isPublishedOnceAndInOrderAndRecoveredAndRetained(Connector connector, String table) throws Exception {
        OutboxNames names = OutboxNames.parse(table);
        makeShop(names);
        RelayProperties properties = shop.properties(
                connector, List.of(new RouteSettings(List.of("order"), List.of(), topic(), null, Map.of(), null)));
        Retention retention = new Retention(
                new OutboxPartitions(new Database(properties.database()), names),
                properties.retention(),
                new Dropped());
        Counts counts = new Counts();
        RelayListener heard = new Listeners(List.of(new StateLog(), counts, retention));
        append(names, "before the relay");
        try (LogOf log = LogOf.of(StateLog.class);
                RelayFixture relay = new RelayFixture(properties, heard, ProducerFactory.KAFKA)) {
            relay.startAndStream();
            for (int n = 0; n < 20; n++) {
                append(names, "key-" + n % 3);
            }
            assertPublished(names);
            assertThat(log.lines()).anyMatch(line -> line.startsWith("INFO this is the first start"));
            assertThat(log.lines()).noneMatch(line -> line.contains("missing or lost"));
        }
        shop.dropSlot();
        append(names, "key-0");
        append(names, "while there was no slot");

        try (LogOf log = LogOf.of(StateLog.class);
                RelayFixture relay = new RelayFixture(properties, heard, ProducerFactory.KAFKA)) {
            relay.startAndStream();
            assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN the replication slot was missing or lost"));
            append(names, "key-0");
            assertPublished(names);
            assertThat(counts.slotsCreated()).isEqualTo(2);
            assertThat(counts.recovered()).isEqualTo(3);
            assertFindsNothing(properties);
            assertThat(Programs.verify(properties).clean()).isTrue();

            appendOld(names);
            Awaitility.await().atMost(PATIENCE).until(() -> {
                append(names, "tick");
                shop.execute("select pg_log_standby_snapshot()");
                retention.run();
                return dropped.get() == 1;
            });
            assertThat(shop.rows("select partition_name from " + names.droppedPartitions()))
                    .containsExactly(names.table() + "_20200101");
            assertPublished(names);
            Report report = Programs.verify(properties);
            assertThat(report.clean()).as(report.toString()).isTrue();
        }
        shop.dropSlot();
    }

    private void makeShop(OutboxNames names) throws Exception {
        shop = new ShopDatabase(names);
        Files.writeString(migrations.resolve("V1__orders.sql"), "create table orders (id bigint primary key);");
        Flyway.configure()
                .dataSource(shop.admin())
                .defaultSchema(names.schema())
                .locations("filesystem:" + migrations)
                .load()
                .migrate();
        shop.createOutbox();
    }

    /** Appends like a program in any language: the table sets the id, the version and the time. */
    private void append(OutboxNames names, String key) throws SQLException {
        shop.append("insert into " + names.qualified() + " (aggregatetype, aggregateid, type, payload)"
                + " values ('order', '" + key + "', 'OrderPlaced', '{\"order\": \"최종테스트\"}')");
    }

    private void appendOld(OutboxNames names) throws SQLException {
        String partition = names.quotedSchema() + "." + OutboxNames.quoted(names.table() + "_20200101");
        shop.execute("create table " + partition + " (like " + names.qualified() + " including all); alter table "
                + partition
                + " owner to shop_owner; alter table " + names.qualified() + " attach partition " + partition
                + " for values from (1577836800000000) to (1577923200000000)");
        shop.execute("insert into " + names.qualified() + " (aggregatetype, aggregateid, type, payload, occurred_at)"
                + " values ('order', 'old', 'OrderPlaced', '{}', 1577880000000000)");
    }

    private void assertPublished(OutboxNames names) throws SQLException {
        List<UUID> appended = shop.rows("select id from " + names.qualified()).stream()
                .map(UUID::fromString)
                .toList();
        Map<String, List<Long>> versions = new HashMap<>();
        for (String row : shop.rows("select aggregateversion || '/' || aggregateid from " + names.qualified()
                + " order by aggregateversion")) {
            String[] parts = row.split("/", 2);
            versions.computeIfAbsent(parts[1], key -> new ArrayList<>()).add(Long.valueOf(parts[0]));
        }
        try (TopicFixture topic = new TopicFixture(TestKafka.shared().bootstrapServers(), topic())) {
            List<UUID> published =
                    topic.await(appended).stream().map(TopicFixture::eventId).toList();
            assertThat(published).doesNotHaveDuplicates().containsAll(appended);
            assertThat(published.size() - appended.size()).isEqualTo(dropped.get());
            assertThat(topic.versionsByKey()).containsAllEntriesOf(versions);
        }
    }

    private String topic() {
        return "orderChanged-" + shop.name();
    }

    private static void assertFindsNothing(RelayProperties properties) {
        assertThat(new Examination(properties).findings())
                .filteredOn(finding ->
                        List.of("role", "table", "publication", "slot").contains(finding.area()))
                .isNotEmpty()
                .extracting(Finding::status)
                .containsOnly(Status.OK);
    }

    private final class Dropped implements RelayListener {
        @Override
        public void partitionDropped() {
            dropped.incrementAndGet();
        }
    }
}
