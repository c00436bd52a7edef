package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.KafkaListener;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.relay.CertificateAuthority.Identity;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL with TLS, of which the relay verifies certificate and name ({@code verify-full}), and Kafka with TLS in both directions and a
 * password (SCRAM).
 */
@Tag("long")
@Timeout(240)
class EncryptedServersFaultIT {

    private static final String LISTENER = "listener.name.users.";
    private static final String USER = "relay";
    private static final String SECRET = "암호 of the relay";

    @TempDir
    private static Path directory = Path.of("");

    private static CertificateAuthority trusted;
    private static CertificateAuthority stranger;
    private static Identity servers;
    private static Identity expired;
    private static TestPostgres postgres;
    private static KafkaServer kafka;
    private static int port;

    private TestDatabase database;
    private OutboxFixture outbox;
    private @Nullable RelayFixture relay;

    @BeforeAll
    static void startServers() throws Exception {
        trusted = CertificateAuthority.in(directory.resolve("trusted"));
        stranger = CertificateAuthority.in(directory.resolve("stranger"));
        servers = trusted.sign("servers");
        expired = trusted.signExpired("expired");
        postgres = TestPostgres.embedded();
        port = FreePort.any();
        kafka = KafkaServer.shortLived(new KafkaSettings(
                "kafka",
                ServerFiles.under(directory.resolve("kafka")),
                0,
                brokerProperties(),
                List.of(new KafkaListener("USERS", port, port))));
        kafka.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), SECRET)))
                    .all()
                    .get();
        }
    }

    private static Map<String, String> brokerProperties() {
        Map<String, String> properties = new HashMap<>(Map.of(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,USERS:SASL_SSL",
                LISTENER + "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                LISTENER + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                LISTENER + "ssl.client.auth",
                "required",
                "ssl.allow.san.changes",
                "true"));
        stores(servers, trusted).forEach((key, value) -> properties.put(LISTENER + key, value));
        return properties;
    }

    private static Map<String, String> stores(Identity identity, CertificateAuthority authority) {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                identity.store().toString(),
                "ssl.keystore.password",
                CertificateAuthority.PASSWORD,
                "ssl.key.password",
                CertificateAuthority.PASSWORD,
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                authority.trustStore().toString(),
                "ssl.truststore.password",
                CertificateAuthority.PASSWORD);
    }

    @AfterAll
    static void stopServers() {
        kafka.close();
        postgres.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        present(servers);
        database = postgres.create(Schema.CATEGORY);
        outbox = new OutboxFixture(database);
    }

    @AfterEach
    void stopRelay() {
        if (relay != null) {
            relay.close();
        }
        outbox.dropSlot();
    }

    @Test
    void publishesOverEncryptedConnectionsAndWithCertificatesThatAreReplaced() throws Exception {
        start(properties(trusted, trusted.sign("relay"), trusted)).await(Streaming.class);
        outbox.appendMany(20, 5);
        assertPublished();
        assertThat(unencrypted()).isZero();

        present(trusted.sign("servers-of-next-year"));
        execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'outbox_relay'");
        outbox.appendMany(20, 5);
        assertPublished();
    }

    @Test
    @Tag("long")
    void namesACertificateOfTheDatabaseThatItDoesNotTrust() throws Exception {
        RelayProperties settings = properties(stranger, trusted.sign("relay-1"), trusted);
        assertHalts(start(settings), "PostgreSQL", "certificate", "sslrootcert");
        assertAdvises(settings, "server", "sslrootcert");
    }

    @Test
    @Tag("long")
    void namesACertificateOfTheDatabaseForAnotherNameAndGoesOnWithARightOne() throws Exception {
        presentByDatabase(trusted.signForAnotherName("database-elsewhere"));
        RelayProperties settings = properties(trusted, trusted.sign("relay-4"), trusted);
        RelayFixture waiting = start(settings);
        assertHalts(waiting, "PostgreSQL", "127.0.0.1", "by a name that is in it");
        assertAdvises(settings, "server", "by a name that is in it");

        presentByDatabase(servers);
        waiting.await(Streaming.class);
    }

    @Test
    @Tag("long")
    void namesACertificateOfTheBrokerThatItDoesNotTrust() throws Exception {
        RelayProperties settings = properties(trusted, trusted.sign("relay-2"), stranger);
        assertHalts(start(settings), "Kafka", "certificate", "ssl.truststore");
        assertAdvises(settings, "brokers", "ssl.truststore");
    }

    @Test
    @Tag("long")
    void namesACertificateOfTheBrokerForAnotherName() throws Exception {
        presentByBroker(trusted.signForAnotherName("broker-elsewhere"));
        RelayProperties settings = properties(trusted, trusted.sign("relay-5"), trusted);
        assertHalts(start(settings), "Kafka", "127.0.0.1", "by a name that is in it");
        assertAdvises(settings, "brokers", "by a name that is in it");
    }

    @Test
    @Tag("long")
    void namesACertificateThatTheBrokerDoesNotTrust() throws Exception {
        RelayProperties settings = properties(trusted, stranger.sign("relay"), trusted);
        assertHalts(start(settings), "Kafka", "certificate", "ssl.keystore");
        assertAdvises(settings, "brokers", "ssl.keystore");
    }

    @Test
    @Tag("long")
    void namesCertificatesThatHaveExpiredAndGoesOnWithNewOnes() throws Exception {
        present(expired);
        RelayFixture waiting = start(properties(trusted, trusted.sign("relay-3"), trusted));
        assertHalts(waiting, "CertificateExpiredException");

        present(servers);
        waiting.await(Streaming.class);
        outbox.appendMany(10, 5);
        assertPublished();
    }

    private RelayFixture start(RelayProperties properties) {
        RelayFixture started = new RelayFixture(properties).start();
        relay = started;
        return started;
    }

    private RelayProperties properties(CertificateAuthority ofDatabase, Identity own, CertificateAuthority ofBroker) {
        RelayProperties plain = RelayFixture.properties(database, "127.0.0.1:" + port);
        DatabaseSettings encrypted = new DatabaseSettings(
                plain.database().url(),
                plain.database().username(),
                plain.database().password(),
                Map.of("sslmode", "verify-full", "sslrootcert", ofDatabase.certificate()));
        Map<String, String> client = new HashMap<>(stores(own, ofBroker));
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", "SCRAM-SHA-512");
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                        + SECRET + "\";");
        return new RelayProperties(
                encrypted,
                plain.slot(),
                plain.capture(),
                plain.walWatch(),
                plain.retention(),
                new com.everyoneslecture.relay.kafka.KafkaSettings(
                        "127.0.0.1:" + port, Duration.ofSeconds(3), client, null),
                plain.topics(),
                plain.routes(),
                plain.channels(),
                plain.otherwise(),
                plain.ceSource(),
                plain.operations(),
                plain.backoff(),
                plain.probeInterval(),
                plain.probePatience());
    }

    /** Both servers identify themselves thus from now on. */
    private static void present(Identity identity) throws Exception {
        presentByDatabase(identity);
        presentByBroker(identity);
    }

    private static void presentByDatabase(Identity identity) throws Exception {
        Path data = Path.of(query("postgres", "show data_directory"));
        Path key = data.resolve("server.key");
        Files.copy(identity.key(), key, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(key, Files.getOwner(data));
        Files.copy(identity.certificate(), data.resolve("server.crt"), StandardCopyOption.REPLACE_EXISTING);
        Files.setOwner(data.resolve("server.crt"), Files.getOwner(data));
        execute("alter system set ssl = on");
        execute("select pg_reload_conf()");
        Awaitility.await().until(() -> query("postgres", "show ssl").equals("on"));
    }

    private static void presentByBroker(Identity identity) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            admin.incrementalAlterConfigs(Map.of(
                            broker,
                            Set.of(
                                    set(
                                            "ssl.keystore.location",
                                            identity.store().toString()),
                                    set("ssl.keystore.password", CertificateAuthority.PASSWORD),
                                    set("ssl.key.password", CertificateAuthority.PASSWORD),
                                    set("ssl.keystore.type", "PKCS12"))))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(LISTENER + name, value), AlterConfigOp.OpType.SET);
    }

    private static void assertHalts(RelayFixture relay, String... words) {
        RelayState state = relay.await(found -> found instanceof Halted || found instanceof Backoff);
        assertThat(state).isInstanceOf(Halted.class);
        assertThat(state.toString()).contains(words);
    }

    private static void assertAdvises(RelayProperties relay, String area, String advice) {
        Finding found = new Examination(relay).finding(area, "reachable");
        assertThat(found.status()).isEqualTo(Finding.Status.FAIL);
        assertThat(found.advice()).contains(advice);
    }

    private void assertPublished() {
        try (TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
            assertThat(topic.await(outbox.committed()))
                    .hasSize(outbox.committed().size());
        }
    }

    private static int unencrypted() throws SQLException {
        return Integer.parseInt(query(
                "postgres",
                "select count(*) filter (where not ssl) from pg_stat_activity join pg_stat_ssl using (pid)"
                        + " where usename = 'outbox_relay' having count(*) > 0"));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = postgres.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String name, String sql) throws SQLException {
        try (Connection connection = postgres.admin(name).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }
}
