package com.everyoneslecture.relay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.testservices.OutboxEvents;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerRecordsTest {

    private static final String DATABASE = "7000/1";
    private static final String TOPIC = "ledger";

    private final List<ConsumerRecord<byte[], byte[]>> ledger = new ArrayList<>();
    private final PublishedTally tally = new PublishedTally();

    /**
     * Positions rise on one timeline. If one occurs again, the log was set back, and transaction ids repeat, too.
     */
    @Test
    void trustsNoTransactionOfAPastThatWasGivenUp() {
        UUID forgotten = UUID.randomUUID();
        UUID fresh = UUID.randomUUID();
        SafePoint past = new SafePoint(0, "7/1", "10:10:", 90, 90);
        LedgerHeadReader head = new LedgerHeadReader();
        LedgerEventsReader events = new LedgerEventsReader(new PublishedTally(), (database, lsn) -> true, 9);
        for (LedgerReader reader : List.of(head, events)) {
            reader.batch("7/1", 100, 5);
            reader.run(10, true, ids(forgotten), 5);
            reader.batch("7/1", 0, 6);
            reader.run(11, true, ids(UUID.randomUUID()), 6);
            reader.safePoint(past, List.of());
            reader.batch("7/1", 60, 9);
            reader.run(12, true, ids(fresh), 9);
            reader.batch("7/2", 20, 12);
            reader.run(13, true, ids(UUID.randomUUID()), 12);
        }

        assertThat(head.head(13).givenUpBefore()).isEqualTo(9);
        assertThat(head.head(13).safePointGivenUp()).isTrue();
        LedgerContents contents = events.contents();
        assertThat(contents.transactions().contains(10)).isFalse();
        assertThat(contents.published().contains(forgotten)).isTrue();
        assertThat(contents.transactions().contains(12)).isTrue();
        assertThat(contents.published().contains(fresh)).isFalse();

        head.safePoint(new SafePoint(9, "7/2", "20:20:", 25, 25), List.of());
        assertThat(head.head(14).safePointGivenUp()).isFalse();
    }

    private static ByteBuffer ids(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip();
    }

    @Test
    void namesWholeTransactionsByTheirIdsAndOthersByTheIdsOfTheirEvents() {
        OutboxEvent first = event(100, 0);
        OutboxEvent second = event(100, 5_000);
        OutboxEvent open = event(90, 0);
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(first, second, open)));

        LedgerContents contents = contents(true);

        assertThat(contents.transactions().contains(100)).isTrue();
        assertThat(contents.transactions().contains(90)).isFalse();
        assertThat(contents.published().size()).isEqualTo(1);
        assertThat(contents.names(open)).isTrue();
        assertThat(contents.names(event(90, 0))).as("another event of it").isFalse();
        assertThat(head().position()).isEqualTo(5_000);
        assertThat(head().database()).isEqualTo(DATABASE);
        assertThat(head().end()).isEqualTo(1);
    }

    @Test
    void namesATransactionAsAWholeOnceItsEndIsThere() {
        OutboxEvent first = event(100, 0);
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(first)));
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event(100, 0), event(100, 7_000), event(101, 8_000))));

        LedgerContents contents = contents(true);

        assertThat(contents.published().size()).isZero();
        assertThat(contents.names(first)).isTrue();
        assertThat(contents.transactions().contains(101)).isTrue();
    }

    @Test
    void namesEventsByTheirOwnIdsAloneWhereTransactionIdsAreNotTrusted() {
        OutboxEvent event = event(100, 5_000);
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event)));

        LedgerContents contents = contents(false);

        assertThat(contents.names(event)).isTrue();
        assertThat(contents.names(event(100, 5_000))).isFalse();
        assertThat(contents.doubted().contains(event.id())).isTrue();
        assertThat(tally.oldest()).as("cannot be counted").isNull();
    }

    @Test
    void readsBatchesAndSafePointsOfEarlierVersions() {
        OutboxEvent event = event(100, 0);
        byte[] ids = ByteBuffer.allocate(16)
                .putLong(event.id().getMostSignificantBits())
                .putLong(event.id().getLeastSignificantBits())
                .array();
        write(List.of(
                new ProducerRecord<>(TOPIC, 0, "batch".getBytes(UTF_8), ids),
                new ProducerRecord<>(TOPIC, 0, "safe-point".getBytes(UTF_8), "3 7000/1 90:95:".getBytes(UTF_8))));

        assertThat(contents(true).names(event)).isTrue();
        assertThat(tally.oldest()).as("cannot be counted").isNull();
        assertThat(head().safePoint()).isEqualTo(new SafePoint(3, DATABASE, "90:95:", 0, 0));
        assertThat(head().baseline()).isFalse();
    }

    @Test
    void takesALedgerOfAnEarlierVersionThatBeginsWithEventsForOneThatWasLost() {
        write(List.of(new ProducerRecord<>(TOPIC, 0, "batch".getBytes(UTF_8), new byte[16])));
        assertThat(head().baseline()).isTrue();

        write(List.of(LedgerRecords.safePoint(TOPIC, new SafePoint(1, DATABASE, "90:95:", 10, 5), List.of())));
        assertThat(head().baseline()).isFalse();
    }

    @Test
    void takesALedgerThatBeginsWithARecoveryForWhole() {
        write(List.of(LedgerRecords.recoveryDue(TOPIC, new RecoveryDue("90:95:"))));
        assertThat(head().recoveryDue()).isEqualTo(new RecoveryDue("90:95:"));
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event(100, 0))));
        write(List.of(LedgerRecords.recoveryDone(TOPIC), LedgerRecords.position(TOPIC, DATABASE, 4_000)));

        assertThat(head().recoveryDue()).isNull();
        assertThat(head().baseline()).isFalse();
        assertThat(head().position()).isEqualTo(4_000);
        assertThat(head().missing()).isFalse();
    }

    @Test
    void isMissingWithoutACommittedRecordWhereverItEnds() {
        assertThat(head().missing()).isTrue();
        assertThat(new LedgerHeadReader().head(7).missing())
                .as("aborted records")
                .isTrue();

        write(List.of(LedgerRecords.baseline(TOPIC)));
        assertThat(head().missing()).isFalse();
    }

    @Test
    void notesTheFirstUseOfASlot() {
        write(List.of(LedgerRecords.recoveryDue(TOPIC, RecoveryDue.FIRST_USE)));

        assertThat(head().recoveryDue()).isEqualTo(RecoveryDue.FIRST_USE);
        assertThat(head().missing()).isFalse();
    }

    @Test
    void keepsTheFurthestPositionOfTheLastDatabase() {
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event(100, 9_000))));
        write(List.of(LedgerRecords.safePoint(TOPIC, new SafePoint(0, DATABASE, "90:95:", 8_000, 8_500), List.of())));
        assertThat(head().position()).isEqualTo(9_000);

        write(List.of(LedgerRecords.position(TOPIC, "7000/2", 8_800)));
        assertThat(head().position()).isEqualTo(8_800);
        assertThat(head().database()).isEqualTo("7000/2");
    }

    /** The slot of such a copy stands before it, so a slot that stands beyond it was created again. */
    @Test
    void forgetsPositionsAndWitnessesOfAnAbandonedPast() {
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event(100, 9_000))));
        OutboxEvent afterwards = event(98, 7_000);
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(afterwards)));

        assertThat(head().givenUpBefore()).isNotZero();
        assertThat(head().position()).isEqualTo(7_000);
        assertThat(head().witnesses()).containsExactly(new Witness(afterwards.id(), 98));
    }

    @Test
    void keepsTheLastEventOfEachOfTheLastTransactionsAsWitnesses() {
        OutboxEvent first = event(100, 9_000);
        OutboxEvent second = event(101, 0);
        OutboxEvent third = event(101, 9_100);
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(first, second, third)));
        Witness newest = new Witness(third.id(), 101);
        Witness before = new Witness(first.id(), 100);
        assertThat(head().witnesses()).containsExactly(newest, before);

        for (int transaction = 102; transaction < 130; transaction++) {
            write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event(transaction, 9_200))));
        }
        assertThat(head().witnesses())
                .extracting(Witness::transaction)
                .containsExactly(129L, 128L, 127L, 126L, 125L, 124L, 123L, 122L);
    }

    /** A recovery reads from the table, in another order than that of the commits. */
    @Test
    void takesEventsOfTheTableForWitnessesOnlyWhereThereAreNoOthers() {
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event(90, 0))));
        assertThat(head().witnesses()).extracting(Witness::transaction).containsExactly(90L);

        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event(100, 9_000))));
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event(91, 0))));
        assertThat(head().witnesses()).extracting(Witness::transaction).containsExactly(100L, 90L);
    }

    @Test
    void findsTheWitnessesInTheSafePointOnceTheirBatchesAreTrimmed() {
        SafePoint point = new SafePoint(0, DATABASE, "90:95:", 8_000, 8_500);
        List<Witness> witnesses = List.of(new Witness(UUID.randomUUID(), 94), new Witness(UUID.randomUUID(), 93));
        write(List.of(LedgerRecords.safePoint(TOPIC, point, witnesses)));
        assertThat(head().witnesses()).isEqualTo(witnesses);

        OutboxEvent later = event(100, 9_000);
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(later)));
        assertThat(head().witnesses())
                .containsExactly(new Witness(later.id(), 100), witnesses.get(0), witnesses.get(1));

        write(LedgerRecords.batch(TOPIC, "7000/2", List.of(event(50, 9_900))));
        assertThat(head().witnesses())
                .as("a failover may have lost the others")
                .extracting(Witness::transaction)
                .containsExactly(50L);
    }

    @Test
    void readsTheOneWitnessOfAnEarlierVersion() {
        UUID published = UUID.randomUUID();
        write(List.of(new ProducerRecord<>(
                TOPIC,
                0,
                "safe-point".getBytes(UTF_8),
                ("0 " + DATABASE + " 90:95: 8000 8500 " + published).getBytes(UTF_8))));

        assertThat(head().witnesses()).containsExactly(new Witness(published, 0));
        assertThat(new String(
                        LedgerRecords.safePoint(
                                        TOPIC,
                                        new SafePoint(0, DATABASE, "90:95:", 8_000, 8_500),
                                        List.of(new Witness(published, 94)))
                                .value(),
                        UTF_8))
                .as("what an earlier version reads")
                .endsWith(" 8500 " + published);
    }

    @Test
    void countsWhatItReads() {
        tally.reset(null);
        tally.take(Snapshot.parse("101:101:"));
        OutboxEvent first = event(100, 0);
        OutboxEvent second = event(100, 5_000);
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(first, second, event(105, 6_000))));
        ledger.forEach(record -> LedgerRecords.read(record, new LedgerEventsReader(tally, (database, lsn) -> true, 0)));

        assertThat(tally.oldest())
                .isEqualTo(new Checksum(
                        2, first.id().getLeastSignificantBits() + second.id().getLeastSignificantBits()));
        assertThat(tally.coveredUpTo(10)).isZero();
    }

    @Test
    void saysOfWhatDatabaseItIs() {
        write(LedgerRecords.batch(TOPIC, DATABASE, List.of(event(100, 0))));
        write(List.of(LedgerRecords.adopted(TOPIC, "8000/1")));

        assertThat(head().database()).isEqualTo(DATABASE);
        assertThat(head().adopted()).isEqualTo("8000/1");
    }

    @Test
    void refusesRecordsThatNoRelayWrote() {
        assertRefused(null, new byte[0]);
        assertRefused("events", null);
        assertRefused("unknown", new byte[0]);
        assertRefused("events", new byte[] {3, 1});
        assertRefused("safe-point", "x".getBytes(UTF_8));
        assertRefused("position", "7000/1".getBytes(UTF_8));
        assertRefused("recovery-due", "1".getBytes(UTF_8));
        assertRefused("recovery-due", "20:10:".getBytes(UTF_8));
        assertRefused("batch", new byte[17]);
        // A length of 2 GiB, and one below zero.
        assertRefused("events", new byte[] {-1, -1, -1, -1, 7});
        assertRefused("events", new byte[] {-1, -1, -1, -1, 15});
        // Two ids, and a run of one.
        assertRefused("events", runs(2, new byte[] {2, 2}, 2));
        // One id, and a run of two.
        assertRefused("events", runs(1, new byte[] {2, 4}, 1));
    }

    /** Malformed, cut or changed records: each is read or rejected by name, and none causes a large allocation. */
    @Test
    void readsOrRefusesWhateverIsThere() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<ProducerRecord<byte[], byte[]>> good = new ArrayList<>(LedgerRecords.batch(
                TOPIC, DATABASE, List.of(event(100, 0), event(100, 1_000), event(102, 1_010), event(104, 0))));
        good.add(LedgerRecords.safePoint(TOPIC, new SafePoint(3, DATABASE, "10:20:10,12", 5, 6), List.of()));
        good.add(LedgerRecords.recoveryDue(TOPIC, new RecoveryDue("10:20:10,12")));
        good.add(LedgerRecords.position(TOPIC, DATABASE, 7));
        good.add(LedgerRecords.adopted(TOPIC, DATABASE));
        for (int count = 0; count < 5_000; count++) {
            ProducerRecord<byte[], byte[]> one = good.get(random.nextInt(good.size()));
            byte[] value = changed(one.value(), random);
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(TOPIC, 0, 7, one.key(), value);
            String described = "seed " + seed + ", " + new String(one.key(), UTF_8) + " " + Arrays.toString(value);
            for (LedgerReader reader : List.of(
                    new LedgerHeadReader(), new LedgerEventsReader(new PublishedTally(), (database, lsn) -> true, 0))) {
                try {
                    LedgerRecords.read(record, reader);
                } catch (UnreadableLedgerException e) {
                    assertThat(e).as(described).hasMessageContaining("ledger-0@7");
                } catch (RuntimeException | Error e) {
                    throw new AssertionError(described, e);
                }
            }
        }
    }

    private static byte[] runs(int events, byte[] runs, int ids) {
        ByteBuffer value = ByteBuffer.allocate(10 + runs.length + 16 * ids);
        value.put((byte) 0).putLong(0).put((byte) events).put(runs);
        return value.array();
    }

    private static byte[] changed(byte[] value, Random random) {
        byte[] changed = Arrays.copyOf(value, random.nextInt(4) == 0 ? random.nextInt(value.length + 8) : value.length);
        for (int changes = random.nextInt(4); changes > 0 && changed.length > 0; changes--) {
            changed[random.nextInt(Math.min(changed.length, 40))] = (byte) random.nextInt(256);
        }
        return changed;
    }

    @Test
    void writesLargeBatchesInSeveralRecords() {
        List<OutboxEvent> events = new ArrayList<>();
        for (int count = 0; count <= LedgerRecords.MAX_IDS; count++) {
            events.add(event(100 + count, 1_000 + count));
        }
        List<ProducerRecord<byte[], byte[]>> records = LedgerRecords.batch(TOPIC, DATABASE, events);

        assertThat(records).hasSize(2);
        assertThat(records.get(0).value().length).isLessThan(800 * 1024);
        write(records);
        LedgerContents contents = contents(true);
        assertThat(events).allMatch(contents::names);
        assertThat(head().position()).isEqualTo(1_000 + LedgerRecords.MAX_IDS);
    }

    private void assertRefused(@Nullable String kind, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(TOPIC, 0, 7, kind == null ? null : kind.getBytes(UTF_8), value);

        assertThatThrownBy(() -> LedgerRecords.read(record, new LedgerHeadReader()))
                .isInstanceOfSatisfying(UnreadableLedgerException.class, e -> {
                    assertThat(e).hasMessageContaining("ledger-0@7");
                    assertThat(e.remedy()).contains("offset 8");
                });
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) {
        for (ProducerRecord<byte[], byte[]> record : records) {
            ConsumerRecord<byte[], byte[]> written =
                    new ConsumerRecord<>(TOPIC, 0, ledger.size(), record.key(), record.value());
            record.headers().forEach(written.headers()::add);
            ledger.add(written);
        }
    }

    private LedgerHead head() {
        LedgerHeadReader reader = new LedgerHeadReader();
        ledger.forEach(record -> LedgerRecords.read(record, reader));
        return reader.head(ledger.size());
    }

    private LedgerContents contents(boolean trusted) {
        tally.reset(null);
        tally.take(Snapshot.parse("1000:1000:"));
        LedgerEventsReader reader = new LedgerEventsReader(tally, (database, lsn) -> trusted, 0);
        ledger.forEach(record -> LedgerRecords.read(record, reader));
        return reader.contents();
    }

    private static OutboxEvent event(long transaction, long endLsn) {
        return OutboxEvents.ofTransaction(transaction, endLsn);
    }
}
