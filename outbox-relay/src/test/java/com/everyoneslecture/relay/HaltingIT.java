package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.jdbc.Pooler;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Standby;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import com.everyoneslecture.testservices.pooler.TransactionPooler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A permanent failure halts the relay with a remedy; once it is fixed, events flow without a restart. */
class HaltingIT {

    private final TestPostgres postgres = TestPostgres.shared();
    private final TestDatabase database = postgres.create(Schema.CATEGORY);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayProperties right =
            RelayFixture.properties(database, TestKafka.shared().bootstrapServers());
    private RelayFixture relay = new RelayFixture(right);

    @AfterEach
    void stop() {
        relay.close();
        outbox.dropSlot(right.slot().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publication | exists | drop publication outbox"
                        + " | there is no publication 'outbox' | run the migrations",
                "publication | operations | alter publication outbox set (publish = 'insert, update')"
                        + " | does not publish inserts only | alter publication outbox set (publish = 'insert')",
                "publication | partitions | alter publication outbox set table outbox;"
                        + " alter publication outbox set (publish_via_partition_root = false)"
                        + " | publishes partitions under their own names"
                        + " | alter publication outbox set (publish_via_partition_root = true)",
                "publication | columns | alter publication outbox set table outbox (id, payload)"
                        + " | leaves out the columns [aggregateid, aggregatetype,"
                        + " | alter publication outbox set table public.outbox (aggregateid, aggregatetype,",
                "table | column tx_id | alter table outbox rename column tx_id to transaction_id"
                        + " | column tx_id of public.outbox is missing"
                        + " | alter table public.outbox add column tx_id xid8 not null default pg_current_xact_id()",
                "table | column type | alter publication outbox set table outbox; alter table outbox"
                        + " alter column type type bytea using convert_to(type, 'UTF8');"
                        + " alter publication outbox set table outbox (id, aggregatetype, aggregateid,"
                        + " aggregateversion, type, payload, occurred_at, traceparent, payload_bytes, record_key, headers,"
                        + " content_type)"
                        + " | column type of public.outbox is of type bytea, not text"
                        + " | alter publication outbox set table public.outbox; alter table public.outbox alter column"
                        + " type type text using convert_from(type, 'UTF8');",
                "publication | columns | alter publication outbox set table outbox (id, aggregatetype, aggregateid,"
                        + " aggregateversion, type, payload, occurred_at, traceparent)"
                        + " | leaves out the columns [content_type, headers, payload_bytes, record_key]"
                        + " | alter publication outbox set table public.outbox (aggregateid, aggregatetype,",
                "role | select | revoke select on outbox from outbox_relay"
                        + " | may not read 'public.outbox' | grant select on public.outbox to outbox_relay",
                "role | select | revoke select on outbox_dropped_partition from outbox_relay"
                        + " | may not read 'public.outbox_dropped_partition'"
                        + " | grant select on public.outbox_dropped_partition to outbox_relay",
                "role | lock | revoke execute on function pg_try_advisory_lock(integer, integer) from outbox_relay, public"
                        + " | may not call pg_try_advisory_lock(integer, integer)"
                        + " | grant execute on function pg_try_advisory_lock(integer, integer) to outbox_relay",
                "role | row level security | alter table outbox enable row level security; create policy writers on outbox"
                        + " to category_app using (true) | row level security may hide rows of 'public.outbox'"
                        + " | alter role outbox_relay bypassrls; or: alter table public.outbox disable row level security",
                "role | row level security | alter table outbox_dropped_partition enable row level security"
                        + " | row level security may hide rows of 'public.outbox_dropped_partition'"
                        + " | alter role outbox_relay bypassrls; or: alter table public.outbox_dropped_partition disable",
            })
    void haltsWithARemedyAndGoesOnOnceTheDoctorsFixIsCarriedOut(
            String area, String check, String harm, String cause, String remedy) {
        Examination examination = new Examination(right);
        outbox.execute(harm);
        relay.start();

        assertHalts(cause, remedy);
        Finding found = examination.finding(area, check);
        assertThat(found.status()).as(found.toString()).isEqualTo(Status.FAIL);

        outbox.execute(Objects.requireNonNull(found.fix()));
        examination.assertMended(area, check);
        relay.await(Streaming.class);
        assertPublishes();
    }

    @Test
    void haltsWithoutTheTableAndGoesOnOnceItIsThere() {
        outbox.execute("alter table outbox rename to outbox_away");
        relay.start();

        assertHalts("there is no table 'public.outbox'", "run the migrations");

        outbox.execute("alter table outbox_away rename to outbox");
        relay.await(Streaming.class);
        assertPublishes();
    }

    @Test
    void haltsOnAWrongPassword() {
        relay = new RelayFixture(
                with(new DatabaseSettings(database.jdbcUrl(), "outbox_relay", "wrong", Map.of()), right.slot()));
        relay.start();

        Halted halted = relay.await(Halted.class);
        assertThat(halted.cause()).contains("password authentication failed").doesNotContain("wrong");
        assertThat(halted.remedy()).contains("relay.database.password").doesNotContain("wrong");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"| unsupported startup parameter: options", "options | a pooler is between the relay and "})
    void haltsBehindAPooler(@Nullable String ignored, String cause) throws Exception {
        Set<String> parameters = ignored == null ? Set.of() : Set.of(ignored);
        try (TransactionPooler pooler = new TransactionPooler(database, parameters)) {
            RelayProperties pooled = with(
                    new DatabaseSettings(pooler.jdbcUrl(), "outbox_relay", database.password("outbox_relay"), Map.of()),
                    right.slot());
            relay = new RelayFixture(pooled);
            relay.start();

            assertHalts(cause, Pooler.REMEDY);
            assertThat(new Examination(pooled).findings()).anySatisfy(finding -> {
                assertThat(finding.detail()).contains(cause);
                assertThat(finding.advice()).isEqualTo(Pooler.REMEDY);
            });
        }
    }

    @Test
    void haltsOnADatabaseThatDoesNotExist() {
        String url = database.jdbcUrl().replace(database.name(), "nowhere");
        relay = new RelayFixture(with(
                new DatabaseSettings(url, "outbox_relay", database.password("outbox_relay"), Map.of()), right.slot()));
        relay.start();

        Halted halted = relay.await(Halted.class);
        assertThat(halted.cause()).contains("nowhere");
        assertThat(halted.remedy()).contains("create the database").contains("relay.database.url");
    }

    @Test
    void haltsOnASlotOfAnotherPlugin() {
        outbox.execute(
                "select pg_create_logical_replication_slot('" + right.slot().name() + "', 'test_decoding')");
        relay.start();

        Halted halted = relay.await(Halted.class);
        assertThat(halted.cause()).contains("is of plugin 'test_decoding'");
        assertThat(halted.remedy()).contains("relay.slot.name").contains("pg_drop_replication_slot");
    }

    @Test
    void haltsOnASlotOfAnotherDatabase() {
        TestDatabase other = postgres.create(Schema.CATEGORY);
        try (RelayFixture first = RelayFixture.on(other, right.kafka().bootstrapServers())) {
            first.startAndStream();
        }
        relay = new RelayFixture(with(
                right.database(),
                new SlotSettings(RelayFixture.slot(other), "outbox", "public.outbox", Duration.ofSeconds(5))));
        relay.start();

        assertThat(relay.await(Halted.class).cause()).contains("database '" + other.name() + "'");
        new OutboxFixture(other).execute("select pg_drop_replication_slot('" + RelayFixture.slot(other) + "')");
    }

    @Test
    void standsByWhileAnotherRelayStreamsAndThenTakesOver() {
        try (RelayFixture first = new RelayFixture(right)) {
            first.startAndStream();
            relay.start();

            assertThat(relay.await(Standby.class).holder()).contains("backend");
            assertThat(first.supervisor().state()).isInstanceOf(Streaming.class);
        }
        relay.await(Streaming.class);
        assertPublishes();
    }

    @Test
    void haltsWhereKafkaHasNoRoomForTheReplicas() {
        relay = new RelayFixture(new RelayProperties(
                right.database(),
                right.slot(),
                right.capture(),
                right.walWatch(),
                right.retention(),
                right.kafka(),
                new TopicSettings(6, (short) 3, 50, Map.of()),
                right.routes(),
                right.channels(),
                right.otherwise(),
                right.ceSource(),
                right.operations(),
                right.backoff(),
                right.probeInterval(),
                right.probePatience()));
        relay.start();

        Halted halted = relay.await(Halted.class);
        assertThat(halted.cause()).contains("replication factor");
        assertThat(halted.remedy()).contains("relay.topics");
    }

    @Test
    void haltsOnAClientSettingThatKafkaDoesNotKnowHowToUse() {
        relay = new RelayFixture(new RelayProperties(
                right.database(),
                right.slot(),
                right.capture(),
                right.walWatch(),
                right.retention(),
                new KafkaSettings(
                        right.kafka().bootstrapServers(),
                        right.kafka().deliveryTimeout(),
                        Map.of("security.protocol", "CARRIER_PIGEON"),
                        null),
                right.topics(),
                right.routes(),
                right.channels(),
                right.otherwise(),
                right.ceSource(),
                right.operations(),
                right.backoff(),
                right.probeInterval(),
                right.probePatience()));
        relay.start();

        assertThat(relay.await(Halted.class).remedy()).contains("relay.kafka");
    }

    private void assertHalts(String cause, String remedy) {
        Halted halted = relay.await(Halted.class);
        assertThat(halted.cause()).contains(cause);
        assertThat(halted.remedy()).startsWith(remedy);
    }

    private void assertPublishes() {
        UUID id = outbox.append("a");
        try (TopicFixture topic = new TopicFixture(right.kafka().bootstrapServers(), RelayFixture.topic(database))) {
            assertThat(topic.await(List.of(id))).isNotEmpty();
        }
    }

    private RelayProperties with(DatabaseSettings databaseSettings, SlotSettings slot) {
        return new RelayProperties(
                databaseSettings,
                slot,
                right.capture(),
                right.walWatch(),
                right.retention(),
                right.kafka(),
                right.topics(),
                right.routes(),
                right.channels(),
                right.otherwise(),
                right.ceSource(),
                right.operations(),
                right.backoff(),
                right.probeInterval(),
                right.probePatience());
    }
}
