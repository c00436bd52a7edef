package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.process.Health;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL and Kafka in containers, with the same settings as the embedded ones. */
final class ContainerServers {

    static final String POSTGRES_IMAGE = "postgres:17";
    static final String KAFKA_IMAGE = "apache/kafka:4.3.1";

    private static final int KAFKA_PORT = 9092;
    private static final int PROBE_TIMEOUT_SECONDS = 2;
    // Docker's default of 64 MiB is too little for a parallel query.
    private static final long SHARED_MEMORY_BYTES = 256L * 1024 * 1024;

    private ContainerServers() {}

    /** Creates a PostgreSQL server. Its data are in the volume that the image declares: they survive its end, and are deleted with the container. */
    static ContainerServer postgres(String superuserPassword, Map<String, String> parameters) {
        OrphanContainers.remove(ContainerEngine.client());
        List<String> command = new ArrayList<>(List.of("postgres"));
        PostgresSettings.COMMON_PARAMETERS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // Of two settings of a parameter, the later one applies.
        parameters.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        int port = FreePort.any();
        return new ContainerServer(
                new PostgreSQLContainer(POSTGRES_IMAGE)
                        .withDatabaseName("postgres")
                        .withUsername(PostgresServer.SUPERUSER)
                        .withPassword(superuserPassword)
                        .withEnv("POSTGRES_INITDB_ARGS", String.join(" ", PostgresSettings.initdbArguments(17)))
                        .withSharedMemorySize(SHARED_MEMORY_BYTES)
                        .withCommand(command.toArray(String[]::new)),
                PostgreSQLContainer.POSTGRESQL_PORT,
                port,
                () -> postgresHealth(port, superuserPassword));
    }

    /**
     * Creates a broker with the image's own command instead of Testcontainers' shell, which waits for the port. The port is known here, and
     * the shell would keep the stop signal from the broker.
     */
    static ContainerServer kafka(Map<String, String> properties) {
        OrphanContainers.remove(ContainerEngine.client());
        int port = FreePort.any();
        KafkaContainer container = new KafkaContainer(KAFKA_IMAGE)
                .withCommand("/etc/kafka/docker/run")
                .withEnv("CLUSTER_ID", Uuid.randomUuid().toString())
                .withEnv("KAFKA_HEAP_OPTS", "-Xms128m -Xmx512m")
                .withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + port + ",BROKER://localhost:9093");
        KafkaSettings.COMMON_PROPERTIES.forEach((name, value) -> container.withEnv(variable(name), value));
        properties.forEach((name, value) -> container.withEnv(variable(name), value));
        return new ContainerServer(container, KAFKA_PORT, port, () -> KafkaServer.healthAt(port));
    }

    /** Returns the environment variable from which the image reads a property of the broker. */
    static String variable(String property) {
        return "KAFKA_"
                + property.replace("_", "__")
                        .replace("-", "___")
                        .replace(".", "_")
                        .toUpperCase(Locale.ROOT);
    }

    private static Health postgresHealth(int port, String superuserPassword) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(TestPostgres.jdbcUrl(port, "postgres"));
        source.setConnectTimeout(PROBE_TIMEOUT_SECONDS);
        source.setSocketTimeout(PROBE_TIMEOUT_SECONDS);
        try (Connection connection = source.getConnection(PostgresServer.SUPERUSER, superuserPassword)) {
            return connection.isValid(PROBE_TIMEOUT_SECONDS) ? Health.UP : Health.down("it does not answer");
        } catch (SQLException e) {
            return Health.down(String.valueOf(e.getMessage()));
        }
    }
}
