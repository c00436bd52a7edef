package com.everyoneslecture.relay;

import static com.everyoneslecture.relay.DeadLetterFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.publish.TopicNotWritableException;
import com.everyoneslecture.relay.replay.Replay;
import com.everyoneslecture.relay.replay.Replayed;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.routing.ChannelSettings;
import com.everyoneslecture.testservices.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that the relay may not write to. */
@Timeout(180)
class ForbiddenTopicIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Set<AclOperation> ON_TOPICS = Set.of(
            AclOperation.CREATE,
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.DELETE,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS);
    private static final Set<AclOperation> ON_TRANSACTIONAL_IDS = Set.of(AclOperation.DESCRIBE, AclOperation.WRITE);

    private static final TestKafka KAFKA = TestKafka.start(Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true",
            "create.topic.policy.class.name", CappedTopics.class.getName()));

    private final DeadLetterFixture fixture = new DeadLetterFixture(KAFKA.bootstrapServers());
    private final OutboxFixture outbox = fixture.outbox();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @AfterAll
    static void stopKafka() {
        KAFKA.close();
    }

    @Test
    void passesByATopicThatItMayNotWriteTo() throws Exception {
        fixture.make("lectureChanged", Map.of());
        allowOnlySomebodyElseToWrite("lectureChanged");
        fixture.start();
        List<UUID> good = new ArrayList<>();
        List<UUID> forbidden = new ArrayList<>();
        for (int row = 0; row < 10; row++) {
            good.add(outbox.append("key"));
            forbidden.add(outbox.append("lecture", "other", "{}", null));
        }

        assertThat(ids(fixture.read(fixture.topic(), good))).containsExactlyElementsOf(good);
        assertThat(ids(fixture.read("lectureChanged.DLT", forbidden))).containsExactlyElementsOf(forbidden);
        assertThat(fixture.reasons()).containsOnly("topic-not-allowed").hasSize(10);
    }

    /** Every role has all rights but one. */
    @ParameterizedTest
    @CsvSource({
        "TOPIC, outbox-relay.%s.ledger, CREATE",
        "TOPIC, outbox-relay.%s.ledger, READ",
        "TOPIC, outbox-relay.%s.ledger, WRITE",
        "TRANSACTIONAL_ID, outbox-relay.%s, WRITE",
    })
    void haltsWithoutARightAndGoesOnOnceItIsGranted(ResourceType type, String name, AclOperation missing)
            throws Exception {
        String slot = RelayFixture.slot(fixture.database());
        ResourcePattern resource = new ResourcePattern(type, name.formatted(slot), PatternType.LITERAL);
        // The right to create any topic is one of the cluster.
        ResourcePattern cluster = new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL);
        List<AclBinding> others = Stream.concat(
                        Stream.of(AclOperation.ALTER, AclOperation.DESCRIBE, AclOperation.CLUSTER_ACTION)
                                .map(operation -> everybodyMay(operation, cluster)),
                        (type == ResourceType.TOPIC ? ON_TOPICS : ON_TRANSACTIONAL_IDS)
                                .stream()
                                        .filter(operation -> operation != missing)
                                        .map(operation -> everybodyMay(operation, resource)))
                .toList();
        try (Admin admin = fixture.admin();
                RelayFixture relay = new RelayFixture(fixture.properties())) {
            admin.createAcls(others).all().get();
            Halted halted = relay.start().await(Halted.class);
            assertThat(halted.remedy().toUpperCase(Locale.ROOT))
                    .contains(missing.name(), "GRANT THE RELAY'S PRINCIPAL");
            if (type == ResourceType.TOPIC) {
                assertThat(halted.remedy()).contains(resource.name());
            }

            if (type == ResourceType.TOPIC) {
                admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
            } else {
                assertThat(halted.remedy()).contains("doctor prints the command");
                Finding found = new Examination(fixture.properties()).finding("Kafka transactions", "access");
                assertThat(found.detail()).startsWith("the relay may describe");
                PrintedAcls.run(String.valueOf(found.advice()));
            }
            relay.await(Streaming.class);
        } finally {
            allowEverything();
        }
    }

    @Test
    void makesTopicsWithoutTheSettingsThatThePolicyOfTheBrokersRefuses() throws Exception {
        fixture.make("cappedChanged", Map.of());
        allowOnlySomebodyElseToWrite("cappedChanged");
        fixture.start();
        UUID good = outbox.append("key");
        UUID forbidden = outbox.append("capped", "other", "{}", null);

        assertThat(ids(fixture.read(fixture.topic(), List.of(good)))).containsExactly(good);
        assertThat(ids(fixture.read("cappedChanged.DLT", List.of(forbidden)))).containsExactly(forbidden);
    }

    /** By the topic of a type: {@code <type>Changed}. */
    @ParameterizedTest
    @ValueSource(strings = {"limited", "older"})
    void makesATopicOfEventsWithoutTheSettingsThatTheBrokersRefuse(String type) {
        fixture.start();
        UUID id = outbox.append(type, "key", "{}", null);

        assertThat(ids(fixture.read(type + "Changed", List.of(id)))).containsExactly(id);
    }

    @Test
    void theDoctorNamesTheSettingsThatTheBrokersRefuse() {
        List<Finding> findings = new Examination(fixture.properties()).findings();

        assertThat(findings).noneMatch(finding -> finding.status() == Status.FAIL);
        for (String topic : List.of(fixture.topic(), fixture.topic() + ".DLT")) {
            Finding found = Examination.the(findings, "topic " + topic, "exists");
            assertThat(found.status()).isEqualTo(Status.WARN);
            assertThat(found.detail()).contains("created without", "segment.ms", "not for you to choose");
        }
    }

    @Test
    void haltsWhereThePolicyRefusesATopicAltogether() {
        RelayProperties right = fixture.properties();
        try (RelayFixture relay = new RelayFixture(new RelayProperties(
                right.database(),
                right.slot(),
                right.capture(),
                right.walWatch(),
                right.retention(),
                right.kafka(),
                right.topics(),
                right.routes(),
                Map.of("out-categoryChanged", new ChannelSettings("reservedChanged", null)),
                right.otherwise(),
                right.ceSource(),
                right.operations(),
                right.backoff(),
                right.probeInterval(),
                right.probePatience()))) {
            Halted halted = relay.start().await(Halted.class);
            assertThat(halted.cause()).contains("the topic 'reservedChanged' with {", "not for you to choose");
            assertThat(halted.remedy()).contains("create the topic by hand");
        }
    }

    @Test
    void stopsAReplayIntoATopicThatItMayNotWriteTo() throws Exception {
        fixture.make("shopChanged", Map.of());
        allowOnlySomebodyElseToWrite("shopChanged");
        fixture.start();
        UUID good = outbox.append("shop");
        UUID forbidden = outbox.append("shop", "shop", "{}", null);
        fixture.read("shopChanged.DLT", List.of(forbidden));
        Replay replay = replay();
        EventSelection both = new EventSelection(List.of(), null, "shop", null, null);

        assertThatThrownBy(() -> replay.run(both, count -> {}))
                .isInstanceOf(TopicNotWritableException.class)
                .hasMessageContaining("may not write to the topic shopChanged");

        UUID later = outbox.append("shop", "shop", "{}", null);
        assertThat(ids(fixture.read("shopChanged.DLT", List.of(later)))).containsExactly(forbidden, later);
        UUID last = outbox.append("shop");
        assertThat(ids(fixture.read(fixture.topic(), List.of(last)))).containsExactly(good, last);

        allowEverything();
        // The brokers apply it a moment later.
        Replayed replayed = Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(TopicNotWritableException.class)
                .until(() -> replay.run(both, count -> {}), done -> true);
        assertThat(replayed.deadLettered()).isZero();
        assertThat(ids(fixture.read("shopChanged", List.of(forbidden, later)))).containsExactly(forbidden, later);
    }

    private void allowEverything() throws Exception {
        try (Admin admin = fixture.admin()) {
            admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        }
    }

    private static AclBinding everybodyMay(AclOperation operation, ResourcePattern resource) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, AclPermissionType.ALLOW));
    }

    private Replay replay() {
        RelayProperties properties = fixture.properties();
        return Programs.replay(properties);
    }

    private void allowOnlySomebodyElseToWrite(String name) throws Exception {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
        List<AclBinding> rules = List.of(
                new AclBinding(
                        resource,
                        new AccessControlEntry("User:other", "*", AclOperation.WRITE, AclPermissionType.ALLOW)),
                new AclBinding(
                        resource,
                        new AccessControlEntry("User:*", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW)));
        try (Admin admin = fixture.admin()) {
            admin.createAcls(rules).all().get();
        }
    }
}
