package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.testservices.KafkaRights;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The doctor names each right in {@code kafka/rights} that the relay lacks, and the printed command, executed unchanged but for the
 * principal, grants it.
 */
@Timeout(120)
class DoctorRightsIT {

    private static final Path RIGHTS = Path.of(System.getProperty("repository.root", ".."), "kafka", "rights");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RELAY = "User:ANONYMOUS";

    private static final TestKafka KAFKA = TestKafka.start(Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true"));
    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);

    private static final Examination WITH_TOPICS = examination(DATABASE.name());
    private static final Examination WITHOUT_TOPICS = examination("new_" + DATABASE.name());

    private static Admin admin;

    @BeforeAll
    static void makeTopics() throws Exception {
        admin = Admin.create(client());
        RelayNames names = new RelayNames(WITH_TOPICS.relay().slot().name());
        String topic = topic(WITH_TOPICS);
        admin.createTopics(Stream.of(topic, topic + ".DLT", names.ledger())
                        .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
                        .toList())
                .all()
                .get();
        initialize(names.transactionalIds().get(0));
    }

    @AfterAll
    static void stop() {
        admin.close();
        KAFKA.close();
    }

    @BeforeEach
    void grantAll() throws Exception {
        Stream<AclBinding> brokers = Stream.of(AclOperation.ALTER, AclOperation.DESCRIBE, AclOperation.CLUSTER_ACTION)
                .map(operation -> binding(
                        new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                        RELAY,
                        operation));
        // Without a rule about a resource, every user has all rights on it.
        Stream<AclBinding> others =
                rights().map(right -> binding(right.pattern(), "User:other", AclOperation.DESCRIBE));
        admin.createAcls(Stream.of(rights(), brokers, others)
                        .flatMap(rules -> rules)
                        .distinct()
                        .toList())
                .all()
                .get();
    }

    /** The rights whose lack can be seen: Read and Write imply Describe, and the right to use transactional ids is not visible. */
    static Stream<AclBinding> visible() throws IOException {
        return rights().filter(right -> !right.pattern().name().startsWith("categoryChanged")
                        || right.pattern()
                                .name()
                                .startsWith(topic(examination(right.entry().operation()))))
                .filter(right -> right.pattern().resourceType() != ResourceType.TRANSACTIONAL_ID)
                .filter(right -> right.entry().operation() != AclOperation.DESCRIBE
                        || right.pattern().name().equals("__transaction_state"));
    }

    @ParameterizedTest
    @MethodSource("visible")
    void namesARightThatIsMissingAndThePrintedCommandGrantsIt(AclBinding right) throws Exception {
        Examination examination = examination(right.entry().operation());
        admin.deleteAcls(List.of(right.toFilter())).all().get();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(commands(examination))
                        .isNotEmpty()
                        .allSatisfy(command -> assertThat(command).endsWith(option(right)))
                        .anySatisfy(command -> assertThat(command).contains("--operation " + operation(right))));
        PrintedAcls.run(commands(examination).get(0));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(commands(examination)).isEmpty());
    }

    @Test
    void claimsNoRightToUseTransactionalIdsAndThePrintedCommandGrantsIt() throws Exception {
        AclBinding write = rights().filter(right -> right.pattern().resourceType() == ResourceType.TRANSACTIONAL_ID
                        && right.entry().operation() == AclOperation.WRITE)
                .findFirst()
                .orElseThrow();
        admin.deleteAcls(List.of(write.toFilter())).all().get();
        String id = "outbox-relay.of-this-test";
        await().atMost(PATIENCE).until(() -> !mayUse(id));

        Finding found = WITH_TOPICS.finding("Kafka transactions", "access");
        assertThat(found.status()).isEqualTo(Status.OK);
        assertThat(found.detail()).startsWith("the relay may describe the transactional ids");

        PrintedAcls.run(Objects.requireNonNull(found.advice()));
        await().atMost(PATIENCE).until(() -> mayUse(id));
    }

    /** Returns the printed commands that grant rights in Kafka. */
    private static List<String> commands(Examination examination) {
        return examination.findings().stream()
                .map(Finding::fix)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .filter(fix -> fix.startsWith("kafka-acls"))
                .toList();
    }

    /** Returns the relay's rights, with the topics of the two examinations in place of {@code categoryChanged}. */
    private static Stream<AclBinding> rights() throws IOException {
        return KafkaRights.read(RIGHTS).stream()
                .filter(right -> right.entry().principal().equals("User:relay"))
                .flatMap(right -> right.pattern().name().startsWith("categoryChanged")
                        ? Stream.of(WITH_TOPICS, WITHOUT_TOPICS).map(one -> renamed(right, one))
                        : Stream.of(
                                binding(right.pattern(), RELAY, right.entry().operation())));
    }

    private static AclBinding renamed(AclBinding right, Examination examination) {
        ResourcePattern pattern = right.pattern();
        return binding(
                new ResourcePattern(
                        pattern.resourceType(),
                        pattern.name().replace("categoryChanged", topic(examination)),
                        pattern.patternType()),
                RELAY,
                right.entry().operation());
    }

    private static AclBinding binding(ResourcePattern pattern, String principal, AclOperation operation) {
        return new AclBinding(pattern, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private static String option(AclBinding right) {
        return right.pattern().resourceType() == ResourceType.CLUSTER
                ? "--cluster"
                : "--topic " + right.pattern().name();
    }

    private static String operation(AclBinding right) {
        AclOperation operation = right.entry().operation();
        return operation == AclOperation.DESCRIBE_CONFIGS
                ? "DescribeConfigs"
                : operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static boolean mayUse(String transactionalId) {
        try {
            initialize(transactionalId);
            return true;
        } catch (TransactionalIdAuthorizationException e) {
            return false;
        }
    }

    private static void initialize(String transactionalId) {
        Properties client = client();
        client.put("transactional.id", transactionalId);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
        }
    }

    /** The right to create a topic is needed only for one that does not exist, every other right for one that does. */
    private static Examination examination(AclOperation operation) {
        return operation == AclOperation.CREATE ? WITHOUT_TOPICS : WITH_TOPICS;
    }

    private static Examination examination(String name) {
        return new Examination(RelayFixture.properties(
                DATABASE.jdbcUrl(), name, DATABASE.password("outbox_relay"), KAFKA.bootstrapServers()));
    }

    private static String topic(Examination examination) {
        return examination.relay().channels().get("out-categoryChanged").destination();
    }

    private static Properties client() {
        Properties client = new Properties();
        client.put("bootstrap.servers", KAFKA.bootstrapServers());
        return client;
    }
}
