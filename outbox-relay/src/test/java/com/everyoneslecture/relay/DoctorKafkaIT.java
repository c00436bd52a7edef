package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor finds each problem in Kafka, and the printed fix, executed unchanged, solves it. */
class DoctorKafkaIT {

    private static final Pattern KAFKA_FIX =
            Pattern.compile("kafka-configs .* --alter --entity-type topics --entity-name (\\S+) --add-config (\\S+)");

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final TestKafka kafka = TestKafka.shared();

    @Test
    void findsADeadLetterTopicThatTakesLessThanTheProducerSends() throws Exception {
        String letters = RelayFixture.topic(database) + ".DLT";
        try (Admin admin = admin()) {
            admin.createTopics(
                            List.of(new NewTopic(letters, 1, (short) 1).configs(Map.of("max.message.bytes", "1000"))))
                    .all()
                    .get();
            Finding found = examination().finding("topic " + letters, "max.message.bytes");
            assertThat(found.status()).isEqualTo(Status.WARN);

            Matcher fix = KAFKA_FIX.matcher(Objects.requireNonNull(found.fix()));
            assertThat(fix.matches()).as(found.fix()).isTrue();
            alter(admin, fix.group(1), fix.group(2));
            examination().assertMended("topic " + letters, "exists");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FAIL | topic    | max.message.bytes   | max.message.bytes=100000",
                "FAIL | topic    | min.insync.replicas | min.insync.replicas=2",
                "WARN | topic    | cleanup.policy      | cleanup.policy=compact",
                "WARN | topic    | retention           | retention.ms=3600000",
                "WARN | topic    | retention           | retention.bytes=1000000",
                "WARN | topic    | message.timestamp   | message.timestamp.after.max.ms=3600000",
                "FAIL | ledger   | retention           | retention.ms=3600000",
                "FAIL | ledger   | retention           | cleanup.policy=compact",
                "WARN | ledger   | time                | message.timestamp.type=CreateTime",
            })
    void findsWhatATopicIsSetToAndMendsIt(Status status, String kind, String check, String harm) throws Exception {
        String topic = RelayFixture.topic(database);
        String ledger = new RelayNames(RelayFixture.slot(database)).ledger();
        String harmed = kind.equals("topic") ? topic : ledger;
        String area = kind.equals("topic") ? "topic " + topic : "ledger";
        try (Admin admin = admin()) {
            admin.createTopics(List.of(
                            new NewTopic(topic, 3, (short) 1)
                                    .configs(Map.of(
                                            "retention.ms",
                                            "-1",
                                            "message.timestamp.after.max.ms",
                                            "9223372036854775807")),
                            new NewTopic(ledger, 1, (short) 1)
                                    .configs(Map.of("retention.ms", "-1", "message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
            assertThat(examination().finding(area, check).status()).isEqualTo(Status.OK);
            alter(admin, harmed, harm);

            Finding found = examination().finding(area, check);
            assertThat(found.status()).isEqualTo(status);

            Matcher fix = KAFKA_FIX.matcher(Objects.requireNonNull(found.fix()));
            assertThat(fix.matches()).as(found.fix()).isTrue();
            alter(admin, fix.group(1), fix.group(2));
            examination().assertMended(area, check);
        }
    }

    @Test
    void acceptsALedgerOfSeveralPartitionsOfWhichTheRelayUsesTheFirst() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(
                            new RelayNames(RelayFixture.slot(database)).ledger(), Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
        assertThat(examination().finding("ledger", "exists").status()).isEqualTo(Status.OK);
    }

    @Test
    @Tag("long")
    void findsThatBrokersCannotCarryTransactions() {
        try (TestKafka small = TestKafka.start(
                Map.of("transaction.state.log.replication.factor", "3", "transaction.max.timeout.ms", "10000"))) {
            List<Finding> findings =
                    new Examination(RelayFixture.properties(database, small.bootstrapServers())).findings();

            assertThat(Examination.the(findings, "Kafka transactions", "log").fix())
                    .startsWith("transaction.state.log.replication.factor=1");
            assertThat(Examination.the(findings, "Kafka transactions", "transaction.max.timeout.ms")
                            .status())
                    .isEqualTo(Status.FAIL);

            try (RelayFixture relay = RelayFixture.on(database, small.bootstrapServers())) {
                Halted halted = relay.start().await(Halted.class);
                assertThat(halted.cause())
                        .contains("the brokers do not support transactions", "requires 3 brokers, and there is 1");
                assertThat(halted.remedy()).contains("transaction.state.log.min.isr");
            } finally {
                new OutboxFixture(database).dropSlot();
            }
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static void alter(Admin admin, String topic, String settings) throws Exception {
        List<AlterConfigOp> operations = new ArrayList<>();
        for (String setting : settings.split(",", -1)) {
            String[] parts = setting.split("=", 2);
            operations.add(new AlterConfigOp(new ConfigEntry(parts[0], parts[1]), AlterConfigOp.OpType.SET));
        }
        Map<ConfigResource, Collection<AlterConfigOp>> change = new HashMap<>();
        change.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), operations);
        admin.incrementalAlterConfigs(change).all().get();
    }

    private Examination examination() {
        return new Examination(RelayFixture.properties(database, kafka.bootstrapServers()));
    }
}
