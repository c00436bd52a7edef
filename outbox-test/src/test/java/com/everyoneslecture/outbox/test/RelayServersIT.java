package com.everyoneslecture.outbox.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay as an installed artefact runs it: out of the jar with the programs. */
class RelayServersIT {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void publishesWhatTheWriterAppends() throws Exception {
        Path script = directory.resolve("shop.sql");
        Files.writeString(
                script, "create table purchase (id bigint primary key); grant insert on purchase to shop_app;");
        try (RelayServers servers = RelayServers.builder()
                .outbox("shop.events")
                .writer("shop_app")
                .script(script)
                .relay("RELAY_TOPICS_PARTITIONS", "2")
                .start()) {
            try (Connection connection =
                            DriverManager.getConnection(servers.jdbcUrl(), servers.writer(), servers.writerPassword());
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("insert into purchase values (4711)");
                for (int version = 1; version <= 20; version++) {
                    statement.execute(
                            "insert into shop.events (aggregatetype, aggregateid, aggregateversion, type, payload)"
                                    + " values ('purchase', '4711', " + version + ", 'PurchaseChanged', '{}')");
                }
                connection.commit();
                statement.execute("insert into shop.events (aggregatetype, aggregateid, type, payload)"
                        + " values ('purchase', '4712', 'PurchasePlaced', '{}')");
                connection.rollback();
            }

            assertThat(servers.events().of("purchase", 4711)).hasSize(20);
            servers.everythingPublishedOnceInOrder();

            forge(servers.bootstrapServers(), "purchaseChanged");
            assertThatThrownBy(servers::everythingPublishedOnceInOrder)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("foreign, 1:")
                    .hasMessageContaining("without an event id");
        }
    }

    @Test
    @Tag("long")
    void takesServersOfTheCaller() throws Exception {
        Shop shop = Shop.create("shop.events");
        shop.execute("create role outbox_test_admin superuser login password 'admin'");
        String database;
        try (Connection connection = shop.database().getConnection()) {
            database = connection.getCatalog();
        }

        try (RelayServers servers = RelayServers.builder()
                .outbox("shop.events")
                .database(TestPostgres.shared().jdbcUrl(database), "outbox_test_admin", "admin")
                .kafka(TestKafka.shared().bootstrapServers())
                .start()) {
            assertThat(servers.writer()).isEqualTo("outbox_test_admin");
            shop.append("ticket", "1", 1);
            servers.everythingPublishedOnceInOrder();
        }

        assertThat(slots(shop)).isZero();
    }

    @Test
    void saysWhyItDoesNotStart() {
        RelayServers.Builder unreachable =
                RelayServers.builder().database("jdbc:postgresql://127.0.0.1:1/shop", "postgres", "");

        assertThatThrownBy(unreachable::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The servers did not start: ")
                .hasMessageContaining("127.0.0.1:1");
    }

    private static int slots(Shop shop) throws SQLException {
        try (Connection connection = shop.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_replication_slots" + " where database = current_database()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void forge(String brokers, String topic) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> forged =
                    new ProducerRecord<>(topic, "4711".getBytes(UTF_8), "forged".getBytes(UTF_8));
            assertThat(producer.send(forged)).succeedsWithin(Duration.ofSeconds(30));
        }
    }
}
