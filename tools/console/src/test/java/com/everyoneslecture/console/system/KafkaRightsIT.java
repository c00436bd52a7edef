package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.JavaProgram;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.ServiceServer;
import com.everyoneslecture.localstack.ServiceSettings;
import com.everyoneslecture.testservices.KafkaRights;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The relay, the projector and the console run on a broker that denies everything that {@code kafka/rights} does not list. */
@Tag("long")
@Timeout(600)
class KafkaRightsIT {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Path REPOSITORY = Path.of(System.getProperty("repository.root", "../.."));
    private static final String TOPIC = "categoryChanged";
    private static final String DEAD_LETTERS = TOPIC + ".DLT";
    private static final String LEDGER = "outbox-relay.category_outbox.ledger";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final TestDatabase CATEGORY = POSTGRES.create(Schema.CATEGORY);
    private static final TestDatabase LECTURE = POSTGRES.create(Schema.LECTURE);

    private static Path directory;
    private static GuardedKafka kafka;
    private static Map<String, String> relayEnvironment;
    private static LocalServer relay;
    private static LocalServer projector;
    private static LocalServer console;

    @BeforeAll
    static void start() throws Exception {
        directory = Files.createTempDirectory("outbox-kafka-rights-");
        kafka = GuardedKafka.start(directory.resolve("kafka"), List.of("relay", "projector", "console", "stranger"));
        kafka.allow(KafkaRights.read(REPOSITORY.resolve("kafka/rights")));

        relayEnvironment = environment(
                "relay",
                Map.of(
                        "RELAY_DATABASE_URL",
                        CATEGORY.jdbcUrl(),
                        "RELAY_DATABASE_PASSWORD",
                        CATEGORY.password("outbox_relay"),
                        "RELAY_OPERATIONS_ENABLED",
                        "true",
                        "RELAY_ROUTES_0_AGGREGATETYPES",
                        "category",
                        "RELAY_ROUTES_0_DESTINATION",
                        TOPIC));
        relay = service("outbox-relay", "outbox-relay", relayEnvironment);
        projector = service(
                "lecture-projector",
                "lecture-projector",
                environment(
                        "projector",
                        Map.of(
                                "SPRING_DATASOURCE_URL", LECTURE.jdbcUrl(),
                                "SPRING_DATASOURCE_PASSWORD", LECTURE.password("lecture_projector"))));
        console = service(
                "console",
                "tools/console",
                environment(
                        "console",
                        Map.of(
                                "CONSOLE_RELAYURL", "http://127.0.0.1:" + relay.port(),
                                "CONSOLE_LECTUREURL", "http://127.0.0.1:" + projector.port(),
                                "CONSOLE_CATEGORYDATABASE_URL", CATEGORY.jdbcUrl(),
                                "CONSOLE_CATEGORYDATABASE_PASSWORD", CATEGORY.password("console"),
                                "CONSOLE_LECTUREDATABASE_URL", LECTURE.jdbcUrl(),
                                "CONSOLE_LECTUREDATABASE_PASSWORD", LECTURE.password("console"))));
        relay.start();
    }

    @AfterAll
    static void end() {
        for (AutoCloseable server : new AutoCloseable[] {console, projector, relay, kafka, POSTGRES}) {
            try {
                if (server != null) {
                    server.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        Directories.delete(directory);
    }

    @Test
    void theSystemRunsWithTheseRightsAlone() throws Exception {
        append("1", payload(1, "권한"));
        projector.start();
        awaitApplied(1);
        assertThat(command("verify")).contains("every event is in its topic, once and in order");

        relayReadsItsLedgerAfterACrash();
        relayWritesADeadLetter();
        projectorMakesItsDeadLetterTopicAndWrites();
        consoleShowsEverything();
        assertThat(command("doctor")).contains(" ok, 0 warn, 0 FAIL");
    }

    private static void relayReadsItsLedgerAfterACrash() throws Exception {
        relay.kill();
        relay.start();
        append("2", payload(2, "다시"));
        awaitApplied(2);
    }

    private static void relayWritesADeadLetter() throws Exception {
        limitRecords("1000");
        append("3", payload(3, "x".repeat(5_000)));
        awaitDeadLetter();
        limitRecords("1048576");
    }

    private static void projectorMakesItsDeadLetterTopicAndWrites() throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.deleteTopics(List.of(DEAD_LETTERS)).all().get();
            await().atMost(BOUND).until(() -> !admin.listTopics().names().get().contains(DEAD_LETTERS));
        }
        append("4", "{}");
        awaitDeadLetter();
    }

    private static void consoleShowsEverything() throws Exception {
        console.start();
        await().atMost(BOUND).untilAsserted(() -> {
            JsonNode flow = get("/api/flow");
            for (String stage : List.of("outbox", "slot", "relay", "topic", "group", "readModel")) {
                assertThat(flow.at("/" + stage + "/health").asString())
                        .as(stage + " of " + flow)
                        .isIn("GOOD", "WARN");
            }
            JsonNode event = get("/api/events?category=1").at("/0");
            assertThat(event.at("/topic").asString()).as(event.toString()).isEqualTo(TOPIC);
            JsonNode topics = get("/api/topics").at("/topics");
            assertThat(topics.size()).as(topics.toString()).isEqualTo(1);
            assertThat(topics.at("/0/topic").asString()).isEqualTo(TOPIC);
            assertThat(topics.at("/0/groups/0/group").asString()).isEqualTo("CGR-lecture-categoryChanged");
            assertThat(topics.at("/0/deadLetters").asLong()).isPositive();
            assertThat(get("/api/dead-letters").at("/0/topic").asString()).isEqualTo(DEAD_LETTERS);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "stranger,  " + TOPIC,
        "stranger,  " + LEDGER,
        "projector, " + TOPIC,
        "projector, " + LEDGER,
        "console,   " + TOPIC,
        "console,   " + LEDGER,
    })
    void aRecordOfAnyOtherUserIsRefused(String user, String topic) {
        assertThatThrownBy(() -> send(user, topic))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static void send(String user, String topic) throws ExecutionException, InterruptedException {
        Map<String, Object> client = new HashMap<>(GuardedKafka.login(user));
        client.put("bootstrap.servers", kafka.bootstrapServers());
        // The broker refuses an idempotent producer without any writable topic before the producer names a topic.
        client.put("enable.idempotence", "false");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "1", payload(1, "남의 것"))).get();
        }
    }

    private static void append(String aggregateId, String payload) throws SQLException {
        try (Connection connection = CATEGORY.as("category_app").getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
                        values (?, 'category', ?, 1, 'LectureCategoryChanged', ?, ?)
                        """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, aggregateId);
            insert.setString(3, payload);
            insert.setLong(4, TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
            insert.execute();
        }
    }

    private static String payload(long id, String name) {
        return "{\"eventType\":\"LectureCategoryChanged\",\"timestamp\":\"2022-08-08-12:12:37\",\"jobType\":\"INSERT\","
                + "\"categoryId\":" + id + ",\"categoryName\":\"" + name + "\"}";
    }

    private static void awaitApplied(long id) {
        URI category = URI.create("http://127.0.0.1:" + projector.port() + "/lecture/readCategories/" + id);
        await().atMost(BOUND)
                .until(() -> HTTP.send(HttpRequest.newBuilder(category).build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    private static void awaitDeadLetter() {
        TopicPartition partition = new TopicPartition(DEAD_LETTERS, 0);
        try (Admin admin = kafka.admin()) {
            await().atMost(BOUND)
                    .ignoreExceptions()
                    .until(() -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                    .partitionResult(partition)
                                    .get()
                                    .offset()
                            > 0);
        }
    }

    private static void limitRecords(String bytes) throws ExecutionException, InterruptedException {
        try (Admin admin = kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, TOPIC),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString(UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Returns the output of a command of the relay's jar, which must find no problem. */
    private static String command(String name) throws IOException, InterruptedException {
        Path output = directory.resolve(name + ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        JavaProgram.path(),
                        "-Xmx256m",
                        "-Dfile.encoding=UTF-8",
                        "-jar",
                        jar("outbox-relay").toString(),
                        name)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(relayEnvironment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS))
                    .as(name)
                    .isTrue();
            String printed = Files.readString(output, UTF_8);
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns the environment of a service that logs in to Kafka as the user. */
    private static Map<String, String> environment(String user, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        String prefix = user.toUpperCase(Locale.ROOT) + "_KAFKA_";
        environment.put(prefix + "BOOTSTRAPSERVERS", kafka.bootstrapServers());
        GuardedKafka.login(user)
                .forEach((key, value) -> environment.put(
                        prefix + "PROPERTIES_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return environment;
    }

    private static LocalServer service(String name, String module, Map<String, String> environment) {
        return new ServiceServer(new ServiceSettings(
                name,
                ServerFiles.under(directory.resolve(name)),
                0,
                jar(module),
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"),
                environment));
    }

    private static Path jar(String module) {
        Path directory = REPOSITORY.resolve(module);
        return directory
                .resolve("target")
                .resolve(directory.getFileName() + "-exec.jar")
                .toAbsolutePath()
                .normalize();
    }
}
