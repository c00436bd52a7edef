package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.doctor.DatabaseDoctor;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The doctor finds each problem in PostgreSQL, and the printed fix, executed unchanged, solves it. {@link HaltingIT} does the
 * same with problems that also halt a relay.
 */
class DoctorIT {

    private TestPostgres postgres = TestPostgres.shared();
    private TestDatabase database = postgres.create(Schema.CATEGORY);
    private OutboxFixture outbox = new OutboxFixture(database);
    private final TestKafka kafka = TestKafka.shared();

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
        if (postgres != TestPostgres.shared()) {
            postgres.close();
        }
    }

    @Test
    void findsNothingThatFailsWhereARelayStreams() {
        try (RelayFixture relay = RelayFixture.on(database, kafka.bootstrapServers())) {
            relay.startAndStream();

            List<Finding> findings = examination().findings();

            assertThat(findings).noneMatch(finding -> finding.status() == Status.FAIL);
            assertThat(Examination.the(findings, "slot", "in use").detail()).contains("a relay streams");
            assertThat(Examination.the(findings, "slot", "capture").detail())
                    .startsWith(RelayFixture.CONNECTOR.text() + " by relay.capture.connector");
            assertThat(Examination.the(findings, "ledger", "retention").status())
                    .isEqualTo(Status.OK);
            assertThat(Examination.the(findings, "Kafka transactions", "log").status())
                    .isEqualTo(Status.OK);
            assertThat(Examination.the(findings, "topic " + RelayFixture.topic(database), "max.message.bytes")
                            .detail())
                    .contains("524288");
        }
    }

    @Test
    void findsNothingThatFailsBeforeTheFirstStart() {
        List<Finding> findings = examination().findings();

        assertThat(findings).noneMatch(finding -> finding.status() == Status.FAIL);
        assertThat(Examination.the(findings, "slot", "exists").detail()).contains("does not exist yet");
        assertThat(Examination.the(findings, "ledger", "exists").detail()).contains("not yet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publication | table      | alter publication outbox add table lecture_category",
                "publication | row filter | alter publication outbox set table outbox (id, aggregatetype, aggregateid,"
                        + " aggregateversion, type, payload, occurred_at, traceparent, payload_bytes, record_key, headers, content_type) where (aggregateid <> '7')",
                "publication | table      | drop publication outbox; create publication outbox for all tables"
                        + " with (publish = 'insert', publish_via_partition_root = true)",
                "role        | schema     | revoke usage on schema public from outbox_relay, public",
                "role        | replication | alter role outbox_relay noreplication",
                "server      | reachable  | alter role outbox_relay nologin",
                "table       | column tx_id | alter table outbox drop column tx_id",
                "table       | column aggregateversion | drop publication outbox;"
                        + " alter table outbox alter column aggregateversion type integer",
                "table       | column payload | drop publication outbox; alter table outbox drop column payload_bytes cascade",
                "slot        | kind       | select pg_create_logical_replication_slot('slot_%s', 'test_decoding')",
            })
    void findsWhatFailsInTheDatabaseAndMendsIt(String area, String check, String harm) {
        outbox.execute(harm.formatted(database.name()));

        Finding found = examination().finding(area, check);
        assertThat(found.status()).as(found.toString()).isEqualTo(Status.FAIL);

        outbox.execute(Objects.requireNonNull(found.fix()));
        examination().assertMended(area, area.equals("slot") ? "exists" : check);
    }

    @Test
    void knowsTheRolesOfManagedServers() {
        outbox.execute("alter role outbox_relay noreplication");
        outbox.execute("create role rds_superuser; create role rds_replication");
        outbox.execute("alter role outbox_relay in database " + database.name() + " set wal_sender_timeout = 0");
        try {
            Finding missing = examination().finding("role", "replication");
            assertThat(missing.status()).isEqualTo(Status.FAIL);
            assertThat(missing.fix()).isEqualTo("grant rds_replication to outbox_relay");

            outbox.execute(Objects.requireNonNull(missing.fix()));
            List<Finding> findings = examination().findings();
            assertThat(Examination.the(findings, "role", "replication").status())
                    .isEqualTo(Status.OK);
            Finding timeout = Examination.the(findings, "server", "wal_sender_timeout");
            assertThat(timeout.fix()).isNull();
            assertThat(timeout.advice()).contains("parameter group", "wal_sender_timeout = 60s");
        } finally {
            outbox.execute("drop role rds_replication; drop role rds_superuser");
            outbox.execute("alter role outbox_relay replication");
        }
    }

    @Test
    void findsWhereTheRoleMayNotConnectAndMendsIt() {
        outbox.execute("revoke connect on database " + database.name() + " from outbox_relay, public");

        Finding found = examination().finding("server", "reachable");
        assertThat(found.fix()).isEqualTo("grant connect on database " + database.name() + " to outbox_relay");

        outbox.execute(Objects.requireNonNull(found.fix()));
        examination().assertMended("server", "reachable");
    }

    @Test
    void quotesADatabaseAsSqlNeedsIt() {
        String name = "shop-" + database.name();
        outbox.execute("create database \"" + name + "\"");
        outbox.execute("revoke connect on database \"" + name + "\" from public");
        try {
            Examination examination = new Examination(RelayFixture.properties(
                    database.jdbcUrl().replace(database.name(), name),
                    database.name(),
                    database.password("outbox_relay"),
                    kafka.bootstrapServers()));
            outbox.execute(Objects.requireNonNull(
                    examination.finding("server", "reachable").fix()));
            examination.assertMended("server", "reachable");
        } finally {
            outbox.execute("drop database \"" + name + "\" with (force)");
        }
    }

    @Test
    void findsWhereNobodyLooksAfterPartitionsAndMendsIt() {
        outbox.execute("revoke execute on function outbox_drop_partition from outbox_relay");

        Finding found = examination().finding("table", "retention");
        assertThat(found.status()).isEqualTo(Status.WARN);

        outbox.execute(Objects.requireNonNull(found.fix()));
        examination().assertMended("table", "retention");
    }

    @Test
    void findsWhereTheHeartbeatMayNotBeWrittenAndMendsIt() {
        assertThat(heartbeat(Connector.DEBEZIUM).status()).isEqualTo(Status.OK);
        outbox.execute("do $$ declare f text; begin for f in select oid::regprocedure::text from pg_proc"
                + " where proname = 'pg_logical_emit_message'"
                + " loop execute 'revoke execute on function ' || f || ' from outbox_relay, public'; end loop; end $$");

        Finding found = heartbeat(Connector.DEBEZIUM);
        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail()).contains("pg_logical_emit_message(boolean,text,text");

        outbox.execute(Objects.requireNonNull(found.fix()));
        assertThat(heartbeat(Connector.DEBEZIUM).status()).isEqualTo(Status.OK);
        assertThat(findings(Connector.WAL)).noneMatch(finding -> finding.check().equals("heartbeat"));
    }

    @Test
    void findsRowsOfAnotherClusterAndMendsThem() {
        outbox.append("own");
        assertThat(examination().finding("table", "transaction ids").status()).isEqualTo(Status.OK);
        outbox.restoreAt(Instant.now(), "restored");

        Finding found = examination().finding("table", "transaction ids");
        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail()).startsWith("1 rows");
        assertThat(found.fix()).as("without a safe point").isNull();
        assertThat(found.advice()).startsWith("start the relay");

        Counts counts = new Counts();
        try (RelayFixture relay = new RelayFixture(
                RelayFixture.properties(database, kafka.bootstrapServers()),
                new Listeners(List.of(new StateLog(), counts)),
                ProducerFactory.KAFKA)) {
            relay.startAndStream();
            counts.awaitNextSafePoint(outbox);
        }
        outbox.restoreAt(Instant.now(), "after the safe point");
        outbox.execute(Objects.requireNonNull(
                examination().finding("table", "transaction ids").fix()));
        Finding left = examination().finding("table", "transaction ids");
        assertThat(left.detail()).startsWith("1 rows");
        assertThat(left.advice()).contains("run doctor again");

        outbox.execute("delete from outbox where aggregateid = 'after the safe point'");
        examination().assertMended("table", "transaction ids");
    }

    @Test
    void namesWhatItCouldNotFindOut() {
        outbox.execute("revoke execute on function pg_current_wal_insert_lsn() from public");

        assertThat(examination().finding("server", "answers").detail())
                .startsWith("replication slot: ")
                .contains("permission denied for function pg_current_wal_insert_lsn");
    }

    @Test
    void namesTheMigrationWhereThereIsNoTable() {
        outbox.execute("alter table outbox rename to outbox_away");

        Finding found = examination().finding("table", "exists");
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

        List<Finding> findings = examination().findings();
        for (String check : List.of("wal_level", "max_replication_slots")) {
            assertThat(Examination.the(findings, "server", check).status())
                    .as(check)
                    .isEqualTo(Status.FAIL);
        }
        for (String check : List.of("wal_sender_timeout", "max_slot_wal_keep_size")) {
            assertThat(Examination.the(findings, "server", check).status())
                    .as(check)
                    .isEqualTo(Status.WARN);
        }
        assertThat(Examination.the(findings, "transactions", "prepared").detail())
                .contains("forgotten");

        execute(Examination.the(findings, "transactions", "prepared"));
        for (String check :
                List.of("wal_level", "max_replication_slots", "wal_sender_timeout", "max_slot_wal_keep_size")) {
            execute(Examination.the(findings, "server", check));
        }
        // Options at its start would take precedence over settings of `alter system`.
        assertThat(autoConf())
                .contains("wal_level = 'logical'")
                .contains("max_replication_slots = '6'")
                .contains("wal_sender_timeout = '60s'")
                .contains("max_slot_wal_keep_size = '10GB'");
        assertThat(examination().findings())
                .noneMatch(finding -> finding.check().equals("prepared"));
        outbox.execute("select pg_drop_replication_slot('standby')");
    }

    @Test
    void findsDaysWithoutPartitionsAndRowsInTheDefaultOne() {
        outbox.execute("do $$ declare p text; begin for p in select inhrelid::regclass::text from pg_inherits"
                + " where inhparent = 'outbox'::regclass and inhrelid::regclass::text <> 'outbox_default'"
                + " loop execute 'drop table ' || p; end loop; end $$");
        Finding missing = examination().finding("table", "partitions");
        assertThat(missing.status()).isEqualTo(Status.WARN);
        execute(missing);
        examination().assertMended("table", "partitions");

        outbox.execute(
                "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)"
                        + " values (gen_random_uuid(), 'category', '1', 1, 'T', '{}', 1)");
        Finding strays = examination().finding("table", "default partition");
        assertThat(strays.status()).isEqualTo(Status.WARN);
        assertThat(strays.detail()).contains("1 rows from 1970-01-01T00:00:00.000001Z");
    }

    @Test
    void saysWhichServerDoesNotAnswerAndLooksAtTheOther() {
        List<Finding> noKafka = new Examination(RelayFixture.properties(database, "127.0.0.1:1")).findings();
        assertThat(Examination.the(noKafka, "brokers", "reachable").status()).isEqualTo(Status.FAIL);
        assertThat(Examination.the(noKafka, "server", "reachable").status()).isEqualTo(Status.OK);

        List<Finding> noDatabase = new Examination(RelayFixture.properties(
                        "jdbc:postgresql://127.0.0.1:1/category", "x", "y", kafka.bootstrapServers()))
                .findings();
        assertThat(Examination.the(noDatabase, "server", "reachable").advice()).contains("start PostgreSQL");
        assertThat(Examination.the(noDatabase, "brokers", "reachable").status()).isEqualTo(Status.OK);
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

    /** Executes it like psql: one statement after the other. */
    private void execute(Finding finding) {
        for (String statement : Objects.requireNonNull(finding.fix()).split(";", -1)) {
            if (!statement.isBlank() && !statement.strip().startsWith("--")) {
                outbox.execute(statement);
            }
        }
    }

    private Finding heartbeat(Connector capture) {
        return Examination.the(findings(capture), "slot", "heartbeat");
    }

    private List<Finding> findings(Connector capture) {
        RelayProperties relay = RelayFixture.properties(database, kafka.bootstrapServers());
        return new DatabaseDoctor(relay.database(), relay.slot(), capture, Clock.systemUTC()).findings();
    }

    private Examination examination() {
        return new Examination(RelayFixture.properties(database, kafka.bootstrapServers()));
    }
}
