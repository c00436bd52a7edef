package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.kafka.UnconfiguredTopics;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.routing.DeadLetter;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that Kafka refuses for themselves go to a dead letter topic, once and in order, and hold up nobody. */
@Timeout(180)
class PoisonRowsIT {

    private static final String LARGE = "{\"x\":\"" + "최".repeat(1024 * 1024) + "\"}";

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String topic = RelayFixture.topic(database);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final DeadLetters counted = new DeadLetters();
    private String bootstrapServers = TestKafka.shared().bootstrapServers();
    private RelayFixture relay = relay();

    @AfterEach
    void stop() {
        relay.close();
        outbox.dropSlot();
    }

    @Test
    void passesByARowThatIsTooLargeBetweenTwoGoodOnesOfItsKey() {
        admitAnyRow();
        relay.startAndStream();
        UUID before = outbox.append("key");
        UUID large = outbox.append("category", "key", LARGE, null);
        UUID after = outbox.append("key");

        assertThat(ids(read(topic, List.of(before, after)))).containsExactly(before, after);
        ConsumerRecord<byte[], byte[]> letter =
                read(topic + ".DLT", List.of(large)).get(0);
        assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(new String(letter.value(), UTF_8)).isEqualTo(LARGE);
        assertThat(TopicFixture.header(letter, DeadLetterHeader.REASON)).isEqualTo("too-large");
        assertThat(TopicFixture.header(letter, DeadLetterHeader.TOPIC)).isEqualTo(topic);
        assertThat(TopicFixture.header(letter, DeadLetterHeader.DETAIL)).isNotBlank();
        assertThat(TopicFixture.header(letter, "ce_aggregateversion")).isEqualTo("2");
        assertThat(counted.reasons()).containsExactly("too-large");
        assertThat(relay.supervisor().state()).isInstanceOf(Streaming.class);
    }

    @Test
    void leavesAReferenceWhereNotEvenTheDeadLetterTopicTakesTheRow() throws Exception {
        admitAnyRow();
        make(topic + ".DLT", Map.of());
        relay.startAndStream();
        UUID large = outbox.append("category", "key", LARGE, null);
        UUID after = outbox.append("key");

        assertThat(ids(read(topic, List.of(after)))).containsExactly(after);
        ConsumerRecord<byte[], byte[]> reference =
                read(topic + ".DLT", List.of(large)).get(0);
        assertThat(reference.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(reference.value()).isNull();
        assertThat(TopicFixture.header(reference, DeadLetterHeader.REASON)).isEqualTo("too-large");
        assertThat(TopicFixture.header(reference, DeadLetterHeader.OMITTED_BYTES))
                .isEqualTo(String.valueOf(LARGE.getBytes(UTF_8).length));
        assertThat(counted.letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.whole()).isFalse());
    }

    @Test
    void findsEachOfManyInOneBatchAndKeepsTheOrderOfTheRest() {
        admitAnyRow();
        relay.startAndStream();
        List<String> payloads = new ArrayList<>();
        for (int row = 0; row < 40; row++) {
            payloads.add(row % 8 == 3 ? LARGE : "{}");
        }
        List<UUID> ids = outbox.appendTogether("key", payloads);
        List<UUID> large = ids.stream().filter(id -> ids.indexOf(id) % 8 == 3).toList();
        List<UUID> good = ids.stream().filter(id -> !large.contains(id)).toList();

        assertThat(ids(read(topic, good))).containsExactlyElementsOf(good);
        assertThat(ids(read(topic + ".DLT", large))).containsExactlyElementsOf(large);
        assertThat(counted.letters).hasSize(large.size());
    }

    @Test
    void passesByRowsWhoseTimeTheTopicDoesNotAdmit() throws Exception {
        make(topic, Map.of("message.timestamp.after.max.ms", "3600000"));
        relay.startAndStream();
        Instant farAhead = Instant.now().plus(400, ChronoUnit.DAYS);
        List<UUID> good = new ArrayList<>();
        List<UUID> ahead = new ArrayList<>();
        for (int row = 0; row < 20; row++) {
            good.add(outbox.append("key-" + row % 3));
            ahead.add(outbox.appendAt(farAhead, "key-" + row % 3));
        }

        assertThat(ids(read(topic, good))).containsExactlyInAnyOrderElementsOf(good);
        assertThat(ids(read(topic + ".DLT", ahead))).containsExactlyElementsOf(ahead);
        assertThat(counted.reasons()).containsOnly("invalid").hasSize(20);
    }

    @Test
    void passesByRowsOfATimeThatNoRecordCanHave() {
        admitAnyRow();
        relay.startAndStream();
        List<UUID> ids = new ArrayList<>();
        List<UUID> before1970 = new ArrayList<>();
        outbox.append("key");
        for (Instant time : List.of(Instant.EPOCH.minusSeconds(1), Instant.parse("-5000-01-01T00:00:00Z"))) {
            before1970.add(outbox.appendAt(time, "key"));
            ids.add(outbox.append("key"));
        }

        assertThat(ids(read(topic, ids))).containsSubsequence(ids).doesNotContainAnyElementsOf(before1970);
        List<ConsumerRecord<byte[], byte[]>> letters = read(topic + ".DLT", before1970);
        assertThat(ids(letters)).containsExactlyElementsOf(before1970);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(TopicFixture.header(letter, DeadLetterHeader.REASON)).isEqualTo("invalid");
            assertThat(TopicFixture.header(letter, DeadLetterHeader.DETAIL)).contains("timestamp");
            assertThat(new String(letter.value(), UTF_8)).isEqualTo("{}");
        });
        assertThat(letters.get(0).headers().lastHeader("ce_time").value())
                .isEqualTo("1969-12-31T23:59:59Z".getBytes(UTF_8));
        assertThat(letters.get(1).headers().lastHeader("ce_time")).isNull();
        assertThat(relay.supervisor().state()).isInstanceOf(Streaming.class);
    }

    @Test
    void leavesOutTheTimeOfARowThatNoHeaderCanHave() {
        admitAnyRow();
        relay.startAndStream();
        UUID far = outbox.appendAt(Instant.parse("+148000-01-01T00:00:00Z"), "key");
        UUID last = outbox.appendAt(Instant.parse("9999-12-31T23:59:59Z"), "key");

        List<ConsumerRecord<byte[], byte[]>> records = read(topic, List.of(far, last));
        assertThat(ids(records)).containsExactly(far, last);
        assertThat(records.get(0).timestamp())
                .isEqualTo(Instant.parse("+148000-01-01T00:00:00Z").toEpochMilli());
        assertThat(records.get(0).headers().lastHeader("ce_time")).isNull();
        assertThat(TopicFixture.header(records.get(1), "ce_time")).isEqualTo("9999-12-31T23:59:59Z");
    }

    @Test
    void passesByATypeThatMakesNoTopic() {
        admitAnyRow();
        relay.startAndStream();
        UUID illegal = outbox.append("no topic!", "key", "{}", null);
        UUID good = outbox.append("key");

        assertThat(ids(read(topic, List.of(good)))).containsExactly(good);
        ConsumerRecord<byte[], byte[]> letter = read(
                        "outbox-relay." + RelayFixture.slot(database) + ".DLT", List.of(illegal))
                .get(0);
        assertThat(TopicFixture.header(letter, DeadLetterHeader.REASON)).isEqualTo("topic-illegal");
        assertThat(TopicFixture.header(letter, DeadLetterHeader.TOPIC)).isEqualTo("no topic!");
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("{}");
    }

    @Test
    void createsNoMoreTopicsForTypesWithoutAChannelThanItMay() throws Exception {
        RelayProperties usual = RelayFixture.properties(database, bootstrapServers);
        TopicSettings topics = new TopicSettings(1, null, 2, usual.topics().configuration());
        relay = new RelayFixture(
                new RelayProperties(
                        usual.database(),
                        usual.slot(),
                        usual.capture(),
                        usual.walWatch(),
                        usual.retention(),
                        usual.kafka(),
                        topics,
                        usual.routes(),
                        usual.channels(),
                        usual.otherwise(),
                        usual.ceSource(),
                        usual.operations(),
                        usual.backoff(),
                        usual.probeInterval(),
                        usual.probePatience()),
                counted,
                ProducerFactory.KAFKA);
        String type = "t" + UUID.randomUUID().toString().replace("-", "") + "n";
        make(type + "9Changed", Map.of());
        try (LogOf log = LogOf.of(UnconfiguredTopics.class)) {
            relay.startAndStream();
            List<UUID> ids = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                ids.add(outbox.append(type + number, "key", "{}", null));
            }
            UUID good = outbox.append("key");

            assertThat(ids(read(topic, List.of(good)))).containsExactly(good);
            assertThat(ids(read(type + "0Changed", ids.subList(0, 1)))).containsExactly(ids.get(0));
            assertThat(ids(read(type + "1Changed", ids.subList(1, 2)))).containsExactly(ids.get(1));
            assertThat(ids(read(type + "9Changed", ids.subList(9, 10)))).containsExactly(ids.get(9));
            List<ConsumerRecord<byte[], byte[]>> letters =
                    read("outbox-relay." + RelayFixture.slot(database) + ".DLT", ids.subList(2, 9));
            assertThat(ids(letters)).containsExactlyElementsOf(ids.subList(2, 9));
            assertThat(letters).allSatisfy(letter -> {
                assertThat(TopicFixture.header(letter, DeadLetterHeader.REASON)).isEqualTo("too-many-topics");
                assertThat(TopicFixture.header(letter, DeadLetterHeader.DETAIL))
                        .contains("relay.topics.maximum-unconfigured", "creates 2 topics at most");
                assertThat(new String(letter.value(), UTF_8)).isEqualTo("{}");
            });
            assertThat(counted.reasons()).containsOnly("too-many-topics").hasSize(7);
            assertThat(log.lines()).singleElement().asString().contains("maximum=\"2\"");
        }
        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get())
                    .filteredOn(name -> name.startsWith(type))
                    .containsExactlyInAnyOrder(type + "0Changed", type + "1Changed", type + "9Changed");
        }
    }

    @Test
    void passesByATopicThatItMayNotWriteTo() throws Exception {
        try (TestKafka kafka = TestKafka.start(Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found", "true"))) {
            bootstrapServers = kafka.bootstrapServers();
            relay = relay();
            make("lectureChanged", Map.of());
            allowOnlySomebodyElseToWrite("lectureChanged");
            relay.startAndStream();
            List<UUID> good = new ArrayList<>();
            List<UUID> forbidden = new ArrayList<>();
            for (int row = 0; row < 10; row++) {
                good.add(outbox.append("key"));
                forbidden.add(outbox.append("lecture", "other", "{}", null));
            }

            assertThat(ids(read(topic, good))).containsExactlyElementsOf(good);
            assertThat(ids(read("lectureChanged.DLT", forbidden))).containsExactlyElementsOf(forbidden);
            assertThat(counted.reasons()).containsOnly("topic-not-allowed").hasSize(10);
            relay.close();
        }
    }

    @Test
    void writesADeadLetterOnceThoughItDiedAfterTheCommit() throws Exception {
        admitAnyRow();
        relay.startAndStream();
        relay.close();
        List<UUID> ids = new ArrayList<>(outbox.appendTogether("key", List.of(LARGE)));

        // The first transaction is aborted for the large row, the second holds it as a dead letter. With others beside
        // it, it
        // might take more to find out which one was refused.
        try (MortalRelay dying =
                MortalRelay.thatDies(CrashPoint.AFTER_TRANSACTION_COMMIT, 2, database, bootstrapServers)) {
            dying.awaitDeath();
        }
        ids.addAll(outbox.appendTogether("key", List.of("{}", "{}")));
        relay = relay();
        relay.startAndStream();
        UUID last = outbox.append("key");

        assertThat(ids(read(topic, List.of(last)))).containsExactly(ids.get(1), ids.get(2), last);
        assertThat(ids(read(topic + ".DLT", List.of(ids.get(0))))).containsExactly(ids.get(0));
    }

    private RelayFixture relay() {
        return new RelayFixture(RelayFixture.properties(database, bootstrapServers), counted, ProducerFactory.KAFKA);
    }

    /** As a table would that nobody made with this project's migrations. */
    private void admitAnyRow() {
        outbox.execute("alter table outbox drop constraint outbox_payload_size;"
                + " alter table outbox drop constraint outbox_aggregatetype_name;"
                + " alter table outbox drop constraint outbox_occurred_at_range");
    }

    private void make(String name, Map<String, String> configuration) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(configuration)))
                    .all()
                    .get();
        }
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
        try (Admin admin = admin()) {
            admin.createAcls(rules).all().get();
        }
    }

    private Admin admin() {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        return Admin.create(client);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String from, Collection<UUID> expected) {
        try (TopicFixture fixture = new TopicFixture(bootstrapServers, from)) {
            return fixture.await(expected);
        }
    }

    private static List<UUID> ids(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(TopicFixture::eventId).toList();
    }

    private static final class DeadLetters implements RelayListener {
        private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

        @Override
        public void deadLettered(List<DeadLetter> more) {
            letters.addAll(more);
        }

        List<String> reasons() {
            return letters.stream().map(DeadLetter::reason).toList();
        }
    }
}
