package com.everyoneslecture.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With {@code deploy/secure}, every connection to Kafka and PostgreSQL has TLS, and each key is only in the container of its owner. */
class SecureComposeTest {

    private static final List<String> DATABASES = List.of("category-db", "lecture-db");
    private static final String IDENTITY = "/run/certificates/identity.pem";
    private static final String AUTHORITY = "/run/trust/authority.pem";

    private final OverlaidCompose compose = new OverlaidCompose("deploy/secure/docker-compose.yml");

    @Test
    void clientsVerifyTheDatabaseThatTheyConnectTo() {
        assertThat(clientsOf("jdbc:postgresql:"))
                .containsExactlyInAnyOrder(
                        "category-migrations",
                        "lecture-migrations",
                        "category-app",
                        "outbox-relay",
                        "outbox-relay-2",
                        "lecture-projector",
                        "console")
                .allSatisfy(service -> {
                    assertThat(settings(service).filter(value -> value.startsWith("jdbc:")))
                            .as(service)
                            .allMatch(url -> url.endsWith("?sslmode=verify-full&sslrootcert=" + AUTHORITY));
                    assertThat(compose.mounts(service)).as(service).contains("trust:/run/trust:ro");
                });
    }

    @Test
    void clientsOfKafkaShowACertificateOfTheirOwn() {
        assertThat(clientsOf("kafka:9092"))
                .containsExactlyInAnyOrder("outbox-relay", "outbox-relay-2", "lecture-projector", "console")
                .allSatisfy(service -> {
                    assertThat(kafkaProperties(service))
                            .as(service)
                            .containsAllEntriesOf(Map.of(
                                    "SECURITY_PROTOCOL", "SSL",
                                    "SSL_KEYSTORE_TYPE", "PEM",
                                    "SSL_KEYSTORE_LOCATION", IDENTITY,
                                    "SSL_TRUSTSTORE_TYPE", "PEM",
                                    "SSL_TRUSTSTORE_LOCATION", AUTHORITY));
                    assertThat(compose.mounts(service))
                            .as(service)
                            .contains("trust:/run/trust:ro")
                            .filteredOn(mount -> mount.endsWith("-certificate:/run/certificates:ro"))
                            .hasSize(1);
                });
    }

    @Test
    void theBrokerHasNoListenerWithoutCertificates() {
        Map<String, String> broker = compose.environment("kafka");
        Map<String, String> protocols = compose.listenerProtocols("kafka");

        assertThat(broker.getOrDefault("KAFKA_LISTENERS", "").split(",", -1))
                .isNotEmpty()
                .allSatisfy(listener -> assertThat(protocols).containsEntry(listener.split(":", 2)[0], "SSL"));
        assertThat(broker)
                .containsEntry("KAFKA_SSL_CLIENT_AUTH", "required")
                .containsEntry("KAFKA_SSL_KEYSTORE_LOCATION", IDENTITY)
                .containsEntry("KAFKA_SSL_TRUSTSTORE_LOCATION", AUTHORITY);
        assertThat(broker.getOrDefault("KAFKA_SUPER_USERS", "").split(";", -1))
                .containsExactlyInAnyOrder("User:kafka", "User:operator");
        assertThat(compose.command("kafka-rights")).contains("/etc/client.properties");
        assertThat(Repository.read("deploy/secure/client.properties"))
                .contains("security.protocol=SSL\n", "ssl.keystore.location=" + IDENTITY + "\n");
    }

    @Test
    void databasesHaveTlsBesideTheSettingsOfThePlainSystem() {
        assertThat(DATABASES).allSatisfy(database -> {
            List<String> plain = compose.baseCommand(database);
            List<String> secure = compose.command(database);
            assertThat(secure.subList(0, plain.size())).isEqualTo(plain);
            assertThat(secure)
                    .contains(
                            "ssl=on",
                            "ssl_cert_file=" + IDENTITY,
                            "ssl_key_file=" + IDENTITY,
                            "hba_file=/etc/pg_hba.conf");
            assertThat(compose.mounts(database)).contains("./deploy/secure/pg_hba.conf:/etc/pg_hba.conf:ro");
        });
    }

    @Test
    void databasesAdmitNetworksByTlsAndPasswordAlone() {
        List<List<String>> rules = Repository.read("deploy/secure/pg_hba.conf")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.split(" +", -1)))
                .toList();

        assertThat(rules)
                .filteredOn(rule -> !rule.get(0).equals("local")
                        && !rule.get(rule.size() - 1).equals("reject"))
                .containsExactly(List.of("hostssl", "all", "all", "all", "scram-sha-256"));
        assertThat(rules.indexOf(List.of("host", "replication", "all", "all", "reject")))
                .isBetween(0, rules.indexOf(List.of("hostssl", "all", "all", "all", "scram-sha-256")));
    }

    @Test
    void aKeyIsMountedByItsOwnerAlone() {
        Map<String, List<String>> owners = Map.of(
                "authority", List.of("certificates"),
                "category-db-certificate", List.of("category-db", "certificates"),
                "lecture-db-certificate", List.of("lecture-db", "certificates"),
                "kafka-certificate", List.of("kafka", "certificates"),
                "operator-certificate", List.of("kafka-rights", "certificates"),
                "relay-certificate", List.of("outbox-relay", "outbox-relay-2", "certificates"),
                "projector-certificate", List.of("lecture-projector", "certificates"),
                "console-certificate", List.of("console", "certificates"));

        assertThat(compose.addedVolumes())
                .filteredOn(volume -> !volume.equals("trust"))
                .containsExactlyInAnyOrderElementsOf(owners.keySet());
        assertThat(owners)
                .allSatisfy((volume, services) ->
                        assertThat(compose.mounting(volume)).as(volume).containsExactlyInAnyOrderElementsOf(services));
    }

    @Test
    void serversStartOnceTheirCertificatesAreIssued() {
        assertThat(Stream.concat(DATABASES.stream(), Stream.of("kafka")))
                .allSatisfy(server -> assertThat(compose.dependencies(server)).contains("certificates"));
    }

    @Test
    void whatIssuesCertificatesIsBounded() {
        Tree issuer = compose.added("certificates");
        assertThat(issuer.at("network_mode").text()).isEqualTo("none");
        assertThat(issuer.at("read_only").value()).isEqualTo(true);
        assertThat(issuer.at("cap_drop").only().text()).isEqualTo("ALL");
        assertThat(issuer.at("security_opt").only().text()).isEqualTo("no-new-privileges:true");
        assertThat(issuer.at("pids_limit").isMissing()).isFalse();
        assertThat(issuer.at("mem_limit").isMissing()).isFalse();
        assertThat(issuer.at("ports").isMissing()).isTrue();
    }

    @Test
    void filesThatAreMountedExist() {
        assertThat(compose.services().stream()
                        .flatMap(service -> compose.mounts(service).stream())
                        .filter(mount -> mount.startsWith("./deploy/secure/")))
                .isNotEmpty()
                .allMatch(mount -> Files.isRegularFile(Repository.path(mount.substring(2, mount.indexOf(':')))));
    }

    /** Returns the services with a setting that contains this text. */
    private List<String> clientsOf(String server) {
        return compose.services().stream()
                .filter(service -> !service.equals("kafka"))
                .filter(service -> settings(service).anyMatch(value -> value.contains(server)))
                .toList();
    }

    private Stream<String> settings(String service) {
        return Stream.concat(compose.environment(service).values().stream(), compose.command(service).stream());
    }

    /** Returns the properties of Kafka's clients by their names behind {@code …_KAFKA_PROPERTIES_}. */
    private Map<String, String> kafkaProperties(String service) {
        return compose.environment(service).entrySet().stream()
                .filter(variable -> variable.getKey().contains("_KAFKA_PROPERTIES_"))
                .collect(Collectors.toMap(
                        variable -> variable.getKey().replaceFirst(".*_KAFKA_PROPERTIES_", ""), Map.Entry::getValue));
    }
}
