package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.relay.retention.OutboxPartitions;
import com.everyoneslecture.relay.retention.Retention;
import com.everyoneslecture.relay.retention.RetentionSettings;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows leave the outbox when they are old and published, and never before. */
@Timeout(180)
class RetentionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Instant OLD = Instant.parse("2020-01-01T12:00:00Z");
    private static final RetentionSettings SETTINGS =
            new RetentionSettings(true, Duration.ofDays(30), 9, Duration.ofHours(1));

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayProperties properties = RelayFixture.properties(database, bootstrapServers);
    private final Heard heard = new Heard();
    private final Counts counts = new Counts();
    private final Retention retention = new Retention(
            new OutboxPartitions(
                    new Database(properties.database()), properties.slot().outbox()),
            SETTINGS,
            heard);
    private RelayFixture relay = relay();

    @BeforeEach
    void makeAnOldPartition() {
        outbox.execute("create table outbox_20200101 (like outbox including all);"
                + " alter table outbox_20200101 owner to category_owner;"
                + " alter table outbox attach partition outbox_20200101"
                + " for values from (1577836800000000) to (1577923200000000)");
    }

    @AfterEach
    void stop() {
        relay.close();
        dropSlot();
    }

    @Test
    void makesPartitionsAhead() {
        String today = outbox.query("select (now() at time zone 'UTC')::date::text");

        runRetention();

        assertThat((Throwable) heard.failure.get()).isNull();
        assertThat(outbox.query(
                        "select string_agg(ahead::text, ', ') from generate_series(0, 9) ahead where to_regclass("
                                + "'outbox_' || to_char(date '" + today + "' + ahead, 'YYYYMMDD')) is null"))
                .as("days without a partition")
                .isNull();
    }

    @Test
    void callsNoFunctionWhereItIsDisabled() {
        outbox.execute("drop function outbox_ensure_partitions; drop function outbox_drop_partition");
        Retention disabled = new Retention(
                new OutboxPartitions(
                        new Database(properties.database()), properties.slot().outbox()),
                new RetentionSettings(false, Duration.ofDays(30), 9, Duration.ofHours(1)),
                heard);

        disabled.run();

        assertThat((Throwable) heard.failure.get()).isNull();
        runRetention();
        assertThat((Throwable) heard.failure.get()).hasMessageContaining("does not exist");
    }

    @Test
    void makesOnePartitionAfterTheOtherSoThatAppendsGoOn() throws Exception {
        String last = outbox.query("select 'outbox_' || to_char((now() at time zone 'UTC')::date + 9, 'YYYYMMDD')");
        CompletableFuture<Void> making;
        try (Connection other = database.admin().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // The last partition cannot be created before this ends.
            statement.execute("create type " + last + " as enum ()");
            making = CompletableFuture.runAsync(retention);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> outbox.count("select count(*) from pg_stat_activity where datname = current_database()"
                                    + " and application_name = 'outbox-relay' and wait_event_type = 'Lock'")
                            == 1);

            assertThat(outbox.count("select count(*) from pg_locks where granted and mode = 'AccessExclusiveLock'"
                            + " and relation = 'outbox_default'::regclass"))
                    .isZero();
            outbox.appendAt(OLD.minus(Duration.ofDays(1)), "before");
            other.rollback();
        }
        making.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(outbox.count("select count(*) from pg_inherits where inhparent = 'outbox'::regclass"))
                .isGreaterThanOrEqualTo(11);
    }

    @Test
    void dropsWhatIsOldOnceASafePointCoversIt() {
        relay.startAndStream();
        outbox.appendAt(OLD, "old");
        runRetention();
        assertThat(heard.dropped).hasValue(0);

        counts.awaitNextSafePoint(outbox);
        runRetention();

        assertThat((Throwable) heard.failure.get()).isNull();
        assertThat(heard.dropped).hasValue(1);
        assertThat(outbox.count("select count(*) from pg_class where relname = 'outbox_20200101'"))
                .isZero();
        assertPublished();
    }

    @Test
    void saysWhyItKeepsRowsOfAnotherCluster() {
        relay.startAndStream();
        outbox.restoreAt(OLD, "restored");
        counts.awaitNextSafePoint(outbox);
        runRetention();
        assertThat(heard.dropped).hasValue(0);
        SQLException failure = heard.failure.get();
        assertThat((Throwable) failure).hasMessageContaining("1 old rows have transaction ids of another cluster");
        String message = String.valueOf(Objects.requireNonNull(failure).getMessage());

        outbox.execute(message.substring(message.indexOf("update ")));
        counts.awaitNextSafePoint(outbox);
        assertPublished();
        assertThat(counts.missed()).isZero();
        runRetention();
        assertThat((Throwable) heard.failure.get()).isNull();
        assertThat(heard.dropped).hasValue(1);
    }

    @Test
    void keepsWhatCameAfterTheSafePointThoughItIsOld() {
        relay.startAndStream();
        counts.awaitNextSafePoint(outbox);
        relay.close();
        outbox.appendAt(OLD, "late");

        runRetention();

        assertThat(heard.dropped).hasValue(0);
        assertThat(outbox.count("select count(*) from outbox_20200101")).isEqualTo(1);
    }

    @Test
    void dropsNothingByASafePointOfAnotherDatabase() {
        relay.startAndStream();
        outbox.appendAt(OLD, "old");
        SafePoint point = counts.awaitNextSafePoint(outbox);
        // Otherwise it would report its own safe points.
        relay.close();
        retention.safePointWritten(new SafePoint(point.ledgerOffset(), "12345/1", point.snapshot(), 0, 0));

        runRetention();

        assertThat(heard.dropped).hasValue(0);
    }

    @Test
    void dropsNothingByASafePointThatIsDistrusted() {
        relay.startAndStream();
        outbox.appendAt(OLD, "old");
        counts.awaitNextSafePoint(outbox);
        relay.close();
        retention.safePointDistrusted();

        runRetention();

        assertThat(heard.dropped).hasValue(0);
    }

    @Test
    void recoversWithoutAGapWhatItHasNotDropped() {
        relay.startAndStream();
        outbox.appendAt(OLD, "old");
        counts.awaitNextSafePoint(outbox);
        runRetention();
        assertThat(heard.dropped).hasValue(1);
        relay.close();
        dropSlot();
        outbox.append("after");

        relay = relay();
        relay.startAndStream();

        assertPublished();
        assertThat(heard.unrecoverable).hasValue(0);
        assertThat(counts.safePointsDistrusted())
                .as("the last published row was dropped, and not lost")
                .isZero();
    }

    @Test
    void saysThatRowsMayBeLostWhereNothingTellsWhetherTheyWerePublished() throws Exception {
        relay.startAndStream();
        outbox.appendAt(OLD, "old");
        outbox.appendAt(OLD, "old");
        counts.awaitNextSafePoint(outbox);
        runRetention();
        assertThat(heard.dropped).hasValue(1);
        relay.close();
        dropSlot();
        deleteLedger();

        relay = relay();
        relay.startAndStream();

        assertThat(heard.unrecoverable).hasValue(2);
    }

    private RelayFixture relay() {
        return new RelayFixture(
                properties, new Listeners(List.of(new StateLog(), heard, counts, retention)), ProducerFactory.KAFKA);
    }

    private void assertPublished() {
        try (TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            ExactlyOnce.in(topic, outbox);
        }
    }

    private void dropSlot() {
        outbox.dropSlot();
    }

    private void deleteLedger() throws Exception {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            admin.deleteTopics(List.of("outbox-relay." + RelayFixture.slot(database) + ".ledger"))
                    .all()
                    .get();
        }
    }

    /** Once more where another statement of the relay held a lock for longer than retention waits. */
    private void runRetention() {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            retention.run();
            SQLException failure = heard.failure.get();
            return failure == null || !LOCK_NOT_AVAILABLE.equals(failure.getSQLState());
        });
    }

    private static final class Heard implements RelayListener {
        private final AtomicInteger dropped = new AtomicInteger();
        private final AtomicLong unrecoverable = new AtomicLong();
        private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();

        @Override
        public void partitionDropped() {
            dropped.incrementAndGet();
        }

        @Override
        public void unrecoverable(long rows) {
            unrecoverable.addAndGet(rows);
        }

        @Override
        public void retentionRan(@Nullable SQLException outcome) {
            failure.set(outcome);
        }
    }
}
