package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.app.Captures;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The requirements of the relay, for every capture. */
@Timeout(240)
class CaptureContractIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BATCH = 100;
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final SlotSettings slot =
            new SlotSettings("contract_" + database.name(), "outbox", "public.outbox", Duration.ofSeconds(5));
    private final List<OutboxEvent> taken = new CopyOnWriteArrayList<>();

    CaptureContractIT() {
        outbox.execute("select pg_create_logical_replication_slot('" + slot.name() + "', 'pgoutput')");
    }

    @AfterEach
    void dropSlot() {
        await().atMost(PATIENCE).until(this::isFree);
        outbox.dropSlot(slot.name());
    }

    @ParameterizedTest
    @EnumSource
    void handsOverEachEventWholeInTheOrderOfTheCommits(Connector connector) throws Exception {
        try (OutboxTransaction late = outbox.begin();
                Capture capture = start(connector, taken::addAll)) {
            late.insert("late", 2);
            UUID first = outbox.append("category", "7", "{\"이름\":\"최종테스트\"}", TRACE);
            outbox.appendAndRollBack("gone");
            List<UUID> together = outbox.appendTogether("8", List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
            late.copy("late", 3);
            late.commit();

            await().atMost(PATIENCE).until(() -> taken.size() >= 9);
            assertThat(taken).hasSize(9);
            assertThat(taken.get(0))
                    .returns(first, OutboxEvent::id)
                    .returns("category", OutboxEvent::aggregateType)
                    .returns(Bytes.of("7"), OutboxEvent::aggregateId)
                    .returns(1L, OutboxEvent::aggregateVersion)
                    .returns("LectureCategoryChanged", OutboxEvent::type)
                    .returns(EventContent.text("{\"이름\":\"최종테스트\"}"), OutboxEvent::content)
                    .returns(Bytes.of(TRACE), OutboxEvent::traceparent);
            assertThat(taken.subList(1, 4)).extracting(OutboxEvent::id).containsExactlyElementsOf(together);
            assertThat(taken.subList(4, 9)).extracting(OutboxEvent::aggregateId).containsOnly(Bytes.of("late"));
            assertThat(taken.subList(4, 9))
                    .extracting(OutboxEvent::aggregateVersion)
                    .isSorted();
            for (OutboxEvent event : taken) {
                assertThat(event.transactionId())
                        .as("the transaction of %s", event)
                        .isEqualTo(
                                outbox.count("select tx_id::text::bigint from outbox where id = '" + event.id() + "'"));
                assertThat(event.committedAtMicros()).isPositive();
            }
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    /**
     * If a batch contains an end, the transactions up to there are complete: by the ledger they need not be read again.
     */
    @ParameterizedTest
    @EnumSource
    void namesTheEndOfATransactionWithItsLastEventAlone(Connector connector) throws Exception {
        try (Capture capture = start(connector, taken::addAll)) {
            for (int transaction = 0; transaction < 20; transaction++) {
                outbox.appendInOneTransaction(5, 5);
            }
            await().atMost(PATIENCE).until(() -> taken.size() == 100);
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
        long before = 0;
        for (int at = 0; at < taken.size(); at++) {
            OutboxEvent event = taken.get(at);
            boolean last = at + 1 == taken.size() || taken.get(at + 1).transactionId() != event.transactionId();
            if (event.transactionEndLsn() != 0) {
                assertThat(last)
                        .as("event %d is the last of its transaction", at)
                        .isTrue();
                assertThat(event.transactionEndLsn()).isGreaterThan(before);
                before = event.transactionEndLsn();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgesNothingThatIsNotTaken(Connector connector) throws Exception {
        List<UUID> ids = outbox.appendTogether("1", List.of("{\"n\":1}", "{\"n\":2}"));
        IllegalStateException refusal = new IllegalStateException("not now");
        try (Capture capture = start(connector, events -> {
            throw refusal;
        })) {
            assertThatThrownBy(() -> capture.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(refusal);
        }
        await().atMost(PATIENCE).until(this::isFree);

        try (Capture capture = start(connector, taken::addAll)) {
            await().atMost(PATIENCE).until(() -> taken.size() >= 2);
            assertThat(taken).extracting(OutboxEvent::id).containsExactlyElementsOf(ids);
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    /** Simulates slow brokers: events that are read ahead fill every buffer, and the server waits before it sends more. */
    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void keepsTheStreamWhileNothingIsTakenForLongerThanTheServersPatience(Connector connector) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Capture capture = start(connector, events -> {
            held.countDown();
            release.await();
            taken.addAll(events);
        })) {
            outbox.appendInOneTransaction(50_000, 5);
            held.await();
            String backend =
                    outbox.query("select active_pid from pg_replication_slots where slot_name = '" + slot.name() + "'");
            String since = outbox.query("select clock_timestamp()");
            await().atMost(PATIENCE)
                    .until(() -> outbox.query("select clock_timestamp() > timestamptz '" + since + "' + interval '"
                                    + slot.patience().plusSeconds(2).toSeconds() + " s'")
                            .equals("t"));
            release.countDown();

            await().atMost(PATIENCE).until(() -> taken.size() == 50_000);
            assertThat(outbox.query(
                            "select active_pid from pg_replication_slots where slot_name = '" + slot.name() + "'"))
                    .isEqualTo(backend);
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    /** The last transaction may be redelivered, because the ledger names it. */
    @ParameterizedTest
    @CsvSource({"WAL,WAL", "WAL,DEBEZIUM", "DEBEZIUM,WAL", "DEBEZIUM,DEBEZIUM"})
    void goesOnWhereAnyOtherHasEnded(Connector first, Connector second) throws Exception {
        try (Capture capture = start(first, taken::addAll)) {
            outbox.appendMany(50, 5);
            await().atMost(PATIENCE).until(() -> taken.size() == 50);
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
        await().atMost(PATIENCE).until(this::isFree);
        List<OutboxEvent> again = new CopyOnWriteArrayList<>();
        outbox.appendMany(50, 5);
        try (Capture capture = start(second, again::addAll)) {
            List<UUID> all = outbox.committed();
            await().atMost(PATIENCE)
                    .until(() ->
                            !again.isEmpty() && again.get(again.size() - 1).id().equals(all.get(all.size() - 1)));
            assertThat(again).extracting(OutboxEvent::id).isEqualTo(all.subList(all.size() - again.size(), all.size()));
            assertThat(again).hasSizeBetween(50, 100);
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void handsOverALargeTransactionInBatches(Connector connector) throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        try (Capture capture = start(connector, events -> {
            sizes.add(events.size());
            taken.addAll(events);
        })) {
            outbox.appendTogether(
                    "1", IntStream.range(0, 1_000).mapToObj(number -> "{}").toList());
            await().atMost(PATIENCE).until(() -> taken.size() == 1_000);
            assertThat(sizes).allMatch(size -> size <= BATCH);
            assertThat(taken).extracting(OutboxEvent::id).containsExactlyElementsOf(outbox.committed());
            outbox.awaitAcknowledged(slot.name());
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsAnIdleOutboxKeepNoLogOfABusyDatabase(Connector connector) throws Exception {
        try (Capture capture = start(connector, taken::addAll)) {
            outbox.append("1");
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            outbox.execute("create table busy (number bigint)");
            for (int round = 0; round < 3; round++) {
                outbox.execute("insert into busy select generate_series(1, 1000)");
                outbox.awaitAcknowledged(slot.name());
            }
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    /** After the return no batch is delivered, even if the consumer takes long. */
    @ParameterizedTest
    @EnumSource
    void endsInBoundedTimeWhileABatchIsInHand(Connector connector) throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Capture capture = start(connector, events -> {
            taken.addAll(events);
            inHand.countDown();
            never.await();
        });
        outbox.append("1");
        assertThat(inHand.await(60, TimeUnit.SECONDS)).isTrue();

        capture.close();

        capture.close();
        outbox.append("2");
        capture.ended().toCompletableFuture().handle((nothing, failure) -> null).get(60, TimeUnit.SECONDS);
        assertThat(taken).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void endsWithTheCauseWhereTheConnectionIsEnded(Connector connector) throws Exception {
        try (Capture capture = start(connector, taken::addAll)) {
            outbox.append("1");
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            outbox.execute("select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '"
                    + slot.name() + "'");
            assertThatThrownBy(() -> capture.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWithTheCauseWhereColumnsAreNotPublished(Connector connector) throws Exception {
        outbox.execute("alter publication outbox set table outbox (id, aggregatetype, aggregateid, type, payload)");
        outbox.append("1");
        try (Capture capture = start(connector, taken::addAll)) {
            assertThatThrownBy(() -> capture.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .hasStackTraceContaining("lacks columns of the outbox: aggregateversion, occurred_at, traceparent");
        }
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void passesOverNoTruncation(Connector connector) throws Exception {
        outbox.execute("alter publication outbox set (publish = 'insert, truncate')");
        try (Capture capture = start(connector, taken::addAll)) {
            outbox.append("1");
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            outbox.execute("truncate outbox");
            assertThatThrownBy(() -> capture.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .hasStackTraceContaining("a change of the outbox other than an insert");
        }
    }

    private Capture start(Connector connector, EventConsumer consumer) throws Exception {
        return new Captures()
                .start(
                        new DatabaseSettings(
                                database.jdbcUrl(), "outbox_relay", database.password("outbox_relay"), Map.of()),
                        slot,
                        new CaptureSettings(connector, Duration.ofMillis(2), Duration.ofMillis(50), BATCH, Map.of()),
                        consumer);
    }

    private boolean isFree() {
        return outbox.query("select active from pg_replication_slots where slot_name = '" + slot.name() + "'")
                .equals("f");
    }
}
