package com.everyoneslecture.outbox.capture.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.proxy.TcpProxy;
import com.everyoneslecture.outbox.capture.BatchBuffer;
import com.everyoneslecture.outbox.capture.CaptureFailedException;
import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.CapturedBatch;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalReaderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofMinutes(10);

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final SlotSettings slot =
            new SlotSettings("reader_" + database.name(), "outbox", "public.outbox", Duration.ofSeconds(5));

    @BeforeEach
    void makeSlot() throws SQLException {
        query("select pg_create_logical_replication_slot('" + slot.name() + "', 'pgoutput')");
    }

    @Test
    void deliversATransactionThatIsLargerThanABatchAndConfirmsItWithItsLastEvent() throws Exception {
        BatchBuffer buffer = new BatchBuffer(2, 1_000_000);
        try (WalReader reader = WalReader.start(settings(2, OFTEN), buffer)) {
            append(1, 5);
            String end = query("select pg_current_wal_insert_lsn()");
            List<Long> versions = new ArrayList<>();
            long committed = 0;
            while (committed == 0) {
                CapturedBatch batch = take(buffer);
                assertThat(batch.events()).hasSizeLessThanOrEqualTo(2);
                batch.events().forEach(event -> versions.add(event.aggregateVersion()));
                assertThat(confirmed(end)).isFalse();
                committed = batch.committedLsn();
            }
            assertThat(versions).containsExactly(1L, 2L, 3L, 4L, 5L);
            reader.acknowledge(committed);
            Awaitility.await().atMost(PATIENCE).until(() -> confirmed(end));
        }
    }

    @Test
    void deliversAgainWhatWasNotAcknowledged() throws Exception {
        BatchBuffer buffer = new BatchBuffer(100, 1_000_000);
        try (WalReader reader = WalReader.start(settings(100, OFTEN), buffer)) {
            append(1, 1);
            reader.acknowledge(take(buffer).committedLsn());
            append(2, 1);
            assertThat(take(buffer).events()).hasSize(1);
        }
        awaitFree();
        BatchBuffer next = new BatchBuffer(100, 1_000_000);
        try (WalReader reading = WalReader.start(settings(100, OFTEN), next)) {
            assertThat(reading).isNotNull();
            assertThat(take(next).events())
                    .extracting(OutboxEvent::aggregateVersion)
                    .containsExactly(2L);
        }
    }

    @Test
    void tellsTheServerWhatIsAcknowledgedBeforeItEnds() throws Exception {
        BatchBuffer buffer = new BatchBuffer(100, 1_000_000);
        try (WalReader reader = WalReader.start(settings(100, NEVER), buffer)) {
            append(1, 1);
            reader.acknowledge(take(buffer).committedLsn());
        }
        awaitFree();
        append(2, 1);
        BatchBuffer next = new BatchBuffer(100, 1_000_000);
        try (WalReader reading = WalReader.start(settings(100, OFTEN), next)) {
            assertThat(reading).isNotNull();
            assertThat(take(next).events())
                    .extracting(OutboxEvent::aggregateVersion)
                    .containsExactly(2L);
        }
    }

    @Test
    void endsWithTheServersWordWhereTheConnectionIsEnded() throws Exception {
        BatchBuffer buffer = new BatchBuffer(100, 1_000_000);
        try (WalReader ending = WalReader.start(settings(100, OFTEN), buffer)) {
            assertThat(ending).isNotNull();
            query("select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '" + slot.name()
                    + "'");
            assertThatExceptionOfType(CaptureFailedException.class)
                    .isThrownBy(() -> buffer.take(PATIENCE))
                    .havingCause()
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            ended -> assertThat(ended.getSQLState()).isIn("57P01", "08006"));
        }
    }

    @Test
    void isRefusedWhereAnotherOneReads() throws Exception {
        BatchBuffer buffer = new BatchBuffer(100, 1_000_000);
        try (WalReader first = WalReader.start(settings(100, OFTEN), buffer)) {
            assertThat(first).isNotNull();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> WalReader.start(settings(100, OFTEN), buffer))
                    .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("55006"));
        }
    }

    @Test
    void confirmsTheLogOfABusyNeighbourWhileThatWrites() throws Exception {
        execute("create table neighbour (number integer)");
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> neighbour = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            try {
                while (!stop.get()) {
                    execute("insert into neighbour select generate_series(1, 500)");
                    query("select pg_sleep(0.02)");
                }
                neighbour.complete(null);
            } catch (SQLException e) {
                neighbour.completeExceptionally(e);
            }
        });
        BatchBuffer buffer = new BatchBuffer(100, 1_000_000);
        try (WalReader reader = WalReader.start(settings(100, OFTEN), buffer)) {
            assertThat(reader).isNotNull();
            writer.start();
            String end = query("select pg_current_wal_insert_lsn()");
            // After half a minute a server requests a reply, which it gets in any case.
            Awaitility.await().atMost(PATIENCE.dividedBy(4)).until(() -> confirmed(end));
            assertThat(neighbour).isNotDone();
        } finally {
            stop.set(true);
        }
        assertThat(neighbour).succeedsWithin(PATIENCE);
    }

    @Test
    void waitsForASlowServerLongerThanItAcknowledges() throws Exception {
        BatchBuffer buffer = new BatchBuffer(100, 1_000_000);
        try (TcpProxy proxy = new TcpProxy("postgres", port())) {
            // Each response takes ten times as long as the interval between two acknowledgements.
            proxy.slow(Duration.ofMillis(50));
            String url = database.jdbcUrl().replace(":" + port() + "/", ":" + proxy.port() + "/");
            try (WalReader reader = WalReader.start(settings(url, 100, Duration.ofMillis(10)), buffer)) {
                proxy.restore();
                append(1, 1);
                reader.acknowledge(take(buffer).committedLsn());
                String end = query("select pg_current_wal_insert_lsn()");
                Awaitility.await().atMost(PATIENCE).until(() -> confirmed(end));
            }
        }
    }

    private int port() {
        return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    private static CapturedBatch take(BatchBuffer buffer) throws InterruptedException {
        return Objects.requireNonNull(buffer.take(PATIENCE), "nothing came");
    }

    private WalSettings settings(int maximumBatchSize, Duration acknowledgeInterval) {
        return settings(database.jdbcUrl(), maximumBatchSize, acknowledgeInterval);
    }

    private WalSettings settings(String url, int maximumBatchSize, Duration acknowledgeInterval) {
        return WalSettings.of(
                new DatabaseSettings(url, "outbox_relay", database.password("outbox_relay"), Map.of()),
                slot,
                new CaptureSettings(
                        Connector.WAL, Duration.ofMillis(1), acknowledgeInterval, maximumBatchSize, Map.of()));
    }

    /** Appends rows in one transaction. */
    private void append(int firstVersion, int rows) throws SQLException {
        query("""
                with rows as (
                    insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
                    select gen_random_uuid(), 'category', '1', version, 'Changed', '{}', version
                    from generate_series(%s, %s) as version
                    returning id)
                select count(*) from rows
                """.formatted(firstVersion, firstVersion + rows - 1));
    }

    private boolean confirmed(String lsn) throws SQLException {
        return query("select confirmed_flush_lsn >= '" + lsn + "' from pg_replication_slots where slot_name = '"
                        + slot.name() + "'")
                .equals("t");
    }

    private void awaitFree() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> query("select active from pg_replication_slots where slot_name = '" + slot.name() + "'")
                        .equals("f"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
