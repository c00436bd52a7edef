package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.doctor.Doctor;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.routing.Channels;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.ArrayList;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each harm is found, and the fix that is printed for it, carried out as it is, mends it. */
class DoctorIT {

    private static final Pattern KAFKA_FIX =
            Pattern.compile("kafka-configs .* --alter --entity-type topics --entity-name (\\S+) --add-config (\\S+)");

    private TestPostgres postgres = TestPostgres.shared();
    private TestDatabase database = postgres.create(Schema.CATEGORY);
    private OutboxFixture outbox = new OutboxFixture(database);
    private final TestKafka kafka = TestKafka.shared();

    @AfterEach
    void dropSlot() {
        outbox.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active"
                + " and slot_name = '" + RelayFixture.slot(database) + "'");
        if (postgres != TestPostgres.shared()) {
            postgres.close();
        }
    }

    @Test
    void findsNothingThatFailsWhereARelayStreams() {
        try (RelayFixture relay = RelayFixture.on(database, kafka.bootstrapServers())) {
            relay.startAndStream();

            List<Finding> findings = findings();

            assertThat(findings).noneMatch(finding -> finding.status() == Status.FAIL);
            assertThat(the(findings, "slot", "in use").detail()).contains("a relay streams");
            assertThat(the(findings, "ledger", "retention").status()).isEqualTo(Status.OK);
            assertThat(the(findings, "Kafka transactions", "log").status()).isEqualTo(Status.OK);
            assertThat(the(findings, "topic " + RelayFixture.topic(database), "max.message.bytes")
                            .detail())
                    .contains("524288");
        }
    }

    @Test
    void findsNothingThatFailsBeforeTheFirstStart() {
        List<Finding> findings = findings();

        assertThat(findings).noneMatch(finding -> finding.status() == Status.FAIL);
        assertThat(the(findings, "slot", "exists").detail()).contains("does not exist yet");
        assertThat(the(findings, "ledger", "exists").detail()).contains("not yet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publication | exists     | drop publication outbox",
                "publication | operations | alter publication outbox set (publish = 'insert, update')",
                "publication | partitions | alter publication outbox set table outbox;"
                        + " alter publication outbox set (publish_via_partition_root = false)",
                "publication | table      | alter publication outbox add table lecture_category",
                "publication | columns    | alter publication outbox set table outbox (id, payload)",
                "publication | row filter | alter publication outbox set table outbox (id, aggregatetype, aggregateid,"
                        + " aggregateversion, type, payload, occurred_at, traceparent) where (aggregateid <> '7')",
                "publication | table      | drop publication outbox; create publication outbox for all tables"
                        + " with (publish = 'insert', publish_via_partition_root = true)",
                "role        | select     | revoke select on outbox from outbox_relay",
                "role        | schema     | revoke usage on schema public from outbox_relay, public",
                "role        | replication | alter role outbox_relay noreplication",
                "server      | reachable  | alter role outbox_relay nologin",
                "table       | column tx_id | alter table outbox drop column tx_id",
                "table       | column aggregateversion | drop publication outbox;"
                        + " alter table outbox alter column aggregateversion type integer",
                "slot        | kind       | select pg_create_logical_replication_slot('slot_%s', 'test_decoding')",
            })
    void findsWhatFailsInTheDatabaseAndMendsIt(String area, String check, String harm) {
        outbox.execute(harm.formatted(database.name()));

        Finding found = the(findings(), area, check);
        assertThat(found.status()).as(found.toString()).isEqualTo(Status.FAIL);

        outbox.execute(Objects.requireNonNull(found.fix()));
        assertMended(area, area.equals("slot") ? "exists" : check);
    }

    @Test
    void findsWhereTheRoleMayNotConnectAndMendsIt() {
        outbox.execute("revoke connect on database " + database.name() + " from outbox_relay, public");

        Finding found = the(findings(), "server", "reachable");
        assertThat(found.fix()).isEqualTo("grant connect on database " + database.name() + " to outbox_relay");

        outbox.execute(Objects.requireNonNull(found.fix()));
        assertMended("server", "reachable");
    }

    @Test
    void findsWhereNobodyLooksAfterPartitionsAndMendsIt() {
        outbox.execute("revoke execute on function outbox_drop_partition from outbox_relay");

        Finding found = the(findings(), "table", "retention");
        assertThat(found.status()).isEqualTo(Status.WARN);

        outbox.execute(Objects.requireNonNull(found.fix()));
        assertMended("table", "retention");
    }

    @Test
    void findsRowsOfAnotherClusterAndMendsThem() {
        outbox.append("own");
        assertThat(the(findings(), "table", "transaction ids").status()).isEqualTo(Status.OK);
        outbox.append("restored");
        outbox.execute("update outbox set tx_id = '9000000000000' where aggregateid = 'restored'");

        Finding found = the(findings(), "table", "transaction ids");
        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail()).startsWith("1 rows");

        outbox.execute(Objects.requireNonNull(found.fix()));
        assertMended("table", "transaction ids");
    }

    @Test
    void namesWhatItCouldNotFindOut() {
        outbox.execute("revoke execute on function pg_current_wal_insert_lsn() from public");

        assertThat(the(findings(), "server", "answers").detail())
                .startsWith("replication slot: ")
                .contains("permission denied for function pg_current_wal_insert_lsn");
    }

    @Test
    void findsADeadLetterTopicThatTakesLessThanTheProducerSends() throws Exception {
        String letters = RelayFixture.topic(database) + ".DLT";
        try (Admin admin = admin()) {
            admin.createTopics(
                            List.of(new NewTopic(letters, 1, (short) 1).configs(Map.of("max.message.bytes", "1000"))))
                    .all()
                    .get();
            Finding found = the(findings(), "topic " + letters, "max.message.bytes");
            assertThat(found.status()).isEqualTo(Status.WARN);

            Matcher fix = KAFKA_FIX.matcher(Objects.requireNonNull(found.fix()));
            assertThat(fix.matches()).as(found.fix()).isTrue();
            alter(admin, fix.group(1), fix.group(2));
            assertMended("topic " + letters, "exists");
        }
    }

    @Test
    void namesTheMigrationWhereThereIsNoTable() {
        outbox.execute("alter table outbox rename to outbox_away");

        Finding found = the(findings(), "table", "exists");
        assertThat(found.status()).isEqualTo(Status.FAIL);
        assertThat(found.fix()).startsWith("java -jar db-exec.jar category --url jdbc:postgresql://");
    }

    @Test
    void findsSettingsOfTheServerAndMendsThem() throws Exception {
        use(TestPostgres.start(Map.of(
                "max_replication_slots", "1",
                "max_prepared_transactions", "2",
                "wal_sender_timeout", "0",
                "max_slot_wal_keep_size", "-1",
                "wal_level", "replica")));
        outbox.execute("select pg_create_physical_replication_slot('standby')");
        outbox.execute("begin; create table t (); prepare transaction 'forgotten'");

        List<Finding> findings = findings();
        for (String check : List.of("wal_level", "max_replication_slots")) {
            assertThat(the(findings, "server", check).status()).as(check).isEqualTo(Status.FAIL);
        }
        for (String check : List.of("wal_sender_timeout", "max_slot_wal_keep_size")) {
            assertThat(the(findings, "server", check).status()).as(check).isEqualTo(Status.WARN);
        }
        assertThat(the(findings, "transactions", "prepared").detail()).contains("forgotten");

        execute(the(findings, "transactions", "prepared"));
        for (String check :
                List.of("wal_level", "max_replication_slots", "wal_sender_timeout", "max_slot_wal_keep_size")) {
            execute(the(findings, "server", check));
        }
        // Given at its start, they would win over what `alter system` wrote.
        assertThat(autoConf())
                .contains("wal_level = 'logical'")
                .contains("max_replication_slots = '6'")
                .contains("wal_sender_timeout = '60s'")
                .contains("max_slot_wal_keep_size = '10GB'");
        assertThat(findings()).noneMatch(finding -> finding.check().equals("prepared"));
        outbox.execute("select pg_drop_replication_slot('standby')");
    }

    @Test
    void findsDaysWithoutPartitionsAndRowsInTheDefaultOne() {
        outbox.execute("do $$ declare p text; begin for p in select inhrelid::regclass::text from pg_inherits"
                + " where inhparent = 'outbox'::regclass and inhrelid::regclass::text <> 'outbox_default'"
                + " loop execute 'drop table ' || p; end loop; end $$");
        Finding missing = the(findings(), "table", "partitions");
        assertThat(missing.status()).isEqualTo(Status.WARN);
        execute(missing);
        assertMended("table", "partitions");

        outbox.execute(
                "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)"
                        + " values (gen_random_uuid(), 'category', '1', 1, 'T', '{}', 1)");
        Finding strays = the(findings(), "table", "default partition");
        assertThat(strays.status()).isEqualTo(Status.WARN);
        assertThat(strays.detail()).contains("1 rows from 1970-01-01T00:00:00.000001Z");
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
                            new NewTopic(ledger, 1, (short) 1).configs(Map.of("retention.ms", "-1"))))
                    .all()
                    .get();
            assertThat(the(findings(), area, check).status()).isEqualTo(Status.OK);
            alter(admin, harmed, harm);

            Finding found = the(findings(), area, check);
            assertThat(found.status()).isEqualTo(status);

            Matcher fix = KAFKA_FIX.matcher(Objects.requireNonNull(found.fix()));
            assertThat(fix.matches()).as(found.fix()).isTrue();
            alter(admin, fix.group(1), fix.group(2));
            assertMended(area, check);
        }
    }

    @Test
    void findsALedgerOfSeveralPartitions() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(
                            new RelayNames(RelayFixture.slot(database)).ledger(), Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
        assertThat(the(findings(), "ledger", "exists").status()).isEqualTo(Status.FAIL);
    }

    @Test
    void findsThatBrokersCannotCarryTransactions() {
        try (TestKafka small = TestKafka.start(
                Map.of("transaction.state.log.replication.factor", "3", "transaction.max.timeout.ms", "10000"))) {
            List<Finding> findings = findings(RelayFixture.properties(database, small.bootstrapServers()));

            assertThat(the(findings, "Kafka transactions", "log").fix())
                    .startsWith("transaction.state.log.replication.factor=1");
            assertThat(the(findings, "Kafka transactions", "transaction.max.timeout.ms")
                            .status())
                    .isEqualTo(Status.FAIL);
        }
    }

    @Test
    void saysWhichServerDoesNotAnswerAndLooksAtTheOther() {
        List<Finding> noKafka = findings(RelayFixture.properties(database, "127.0.0.1:1"));
        assertThat(the(noKafka, "brokers", "reachable").status()).isEqualTo(Status.FAIL);
        assertThat(the(noKafka, "server", "reachable").status()).isEqualTo(Status.OK);

        List<Finding> noDatabase = findings(
                RelayFixture.properties("jdbc:postgresql://127.0.0.1:1/category", "x", "y", kafka.bootstrapServers()));
        assertThat(the(noDatabase, "server", "reachable").advice()).contains("start PostgreSQL");
        assertThat(the(noDatabase, "brokers", "reachable").status()).isEqualTo(Status.OK);
    }

    private void use(TestPostgres other) {
        postgres = other;
        database = other.create(Schema.CATEGORY);
        outbox = new OutboxFixture(database);
    }

    private String autoConf() throws Exception {
        try (var connection = database.admin().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_read_file('postgresql.auto.conf')")) {
            row.next();
            return row.getString(1);
        }
    }

    /** As psql would: one statement after the other. */
    private void execute(Finding finding) {
        for (String statement : Objects.requireNonNull(finding.fix()).split(";", -1)) {
            if (!statement.isBlank() && !statement.strip().startsWith("--")) {
                outbox.execute(statement);
            }
        }
    }

    private void assertMended(String area, String check) {
        Finding mended = the(findings(), area, check.startsWith("column") ? "columns" : check);
        assertThat(mended.status()).as(mended.toString()).isEqualTo(Status.OK);
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
        Map<ConfigResource, java.util.Collection<AlterConfigOp>> change = new HashMap<>();
        change.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), operations);
        admin.incrementalAlterConfigs(change).all().get();
    }

    private List<Finding> findings() {
        return findings(RelayFixture.properties(database, kafka.bootstrapServers()));
    }

    private static List<Finding> findings(RelayProperties relay) {
        return new Doctor(relay.database(), relay.slot(), relay.kafka(), relay.topics(), new Channels(relay.channels()))
                .findings();
    }

    private static Finding the(List<Finding> findings, String area, String check) {
        return findings.stream()
                .filter(finding ->
                        finding.area().equals(area) && finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding of " + area + ": " + check + " among " + findings));
    }
}
