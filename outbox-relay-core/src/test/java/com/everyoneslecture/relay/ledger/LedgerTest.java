package com.everyoneslecture.relay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.kafka.CommittedRecords;
import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.testservices.OutboxEvents;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final String DATABASE = "7000/1";

    private final MemoryKafka kafka = new MemoryKafka();

    @Test
    void isMissingWhereNothingWasEverWritten() {
        LedgerHead head = kafka.ledger().head(0);

        assertThat(head.missing()).isTrue();
        assertThat(head.owner()).isNull();
        assertThat(contents().isEmpty()).isTrue();
    }

    @Test
    void namesAfterARestartWhatWasPublishedBeforeIt() {
        OutboxEvent published = event(100);
        write(published);

        LedgerHead head = kafka.ledger().head(0);
        assertThat(head.owner()).isEqualTo(DATABASE);
        assertThat(head.witnesses()).extracting(Witness::event).containsExactly(published.id());
        assertThat(head.position()).isEqualTo(1_000);
        assertThat(head.end()).isEqualTo(1);
        assertThat(contents().names(published)).isTrue();
        assertThat(contents().names(event(101))).isFalse();
    }

    @Test
    void passesOnTheIdsOfAllEvents() {
        OutboxEvent first = event(100);
        OutboxEvent second = event(101);
        write(first);
        write(second);

        List<UUID> ids = new ArrayList<>();
        kafka.ledger().ids(0, (ByteBuffer buffer) -> ids.add(new UUID(buffer.getLong(), buffer.getLong())));

        assertThat(ids).containsExactly(first.id(), second.id());
    }

    @Test
    void keepsANoteOfARecoveryUntilItIsDone() {
        LedgerWriter writer = new LedgerWriter(kafka.ledger(), kafka::append);
        assertThat(kafka.ledger().head(0).recoveryDue()).isNull();
        append(LedgerRecords.recoveryDue(MemoryKafka.LEDGER, new RecoveryDue("90:90:")));
        assertThat(writer.head().recoveryDue()).isEqualTo(new RecoveryDue("90:90:"));

        append(LedgerRecords.recoveryDone(MemoryKafka.LEDGER));
        assertThat(writer.head().recoveryDue()).isNull();
    }

    /** Records before a safe point are deleted, but a program that was frozen may still wake up. */
    @Test
    void namesTheWriterAgainBehindEachSafePoint() throws Exception {
        LedgerWriter writer = new LedgerWriter(kafka.ledger(), kafka::append);
        writer.writer("cluster-connector-0");
        assertThat(writer.head().writers()).containsExactly("cluster-connector-0");
        assertThat(writer.head().missing()).as("nothing is named as published").isTrue();

        SafePoint point = new SafePoint(writer.head().end(), DATABASE, "100:100:", 1_000, 1_000);
        writer.offer(point);
        writer.writeOffered();

        assertThat(kafka.ledger().head(0).safePoint()).isEqualTo(point);
        assertThat(kafka.ledger().head(0).writers()).containsExactly("cluster-connector-0");
        LedgerBatch batch = writer.batch();
        assertThat(batch.records(List.of(event(100)))).hasSize(1);
        writer.offer(point);
        assertThat(writer.batch().records(List.of(event(100))))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("events", "safe-point", "writer");
    }

    /** A commit returns before the brokers have written the marker that makes its records readable. */
    @Test
    void isReadToTheEndOfWhatThisRelayHasWritten() throws Exception {
        LedgerWriter writer = new LedgerWriter(kafka.ledger(), kafka::append);
        writer.recoveryDue(new RecoveryDue("90:90:"));

        kafka.markLate();
        assertThat(writer.head().recoveryDue()).isEqualTo(new RecoveryDue("90:90:"));
    }

    /** It was written before the ledger was read, and became readable after that. */
    @Test
    void namesAWriterWhoseMarkerWasMissingWhenItWasRead() throws Exception {
        new LedgerWriter(kafka.ledger(), kafka::append).writer("cluster-connector-0");
        LedgerWriter later = new LedgerWriter(kafka.ledger(), kafka::append);

        kafka.markLate();
        assertThat(later.head().writers()).isEmpty();
        later.writer("other-connector-0");
        assertThat(later.writersUpTo(1)).containsExactly("cluster-connector-0");
        assertThat(later.writersUpTo(2)).containsExactly("cluster-connector-0", "other-connector-0");
        assertThat(later.head().writers()).containsExactlyInAnyOrder("cluster-connector-0", "other-connector-0");
        assertThat(later.writersUpTo(2)).isEmpty();
    }

    @Test
    void isNotTakenForReadWhereTheBrokersStopAnswering() {
        Ledger silent = new Ledger(MemoryKafka.LEDGER, () -> MemoryKafka.reader(new Silent()), noAdmin());

        assertThatThrownBy(() -> silent.head(0))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("could not be read to its end");
    }

    /** Transactions that were rolled back have offsets and no record. */
    @Test
    void isReadOverManyRolledBackTransactionsForLongerThanTheBrokersMayBeSilent() {
        Ledger ledger = new Ledger(MemoryKafka.LEDGER, () -> MemoryKafka.reader(new RolledBack()), noAdmin());

        assertThat(ledger.head(0).end()).isEqualTo(RolledBack.OFFSETS);
    }

    @Test
    void namesARecordThatWouldNotFitIntoMemory() {
        Ledger ledger = new Ledger(
                MemoryKafka.LEDGER,
                () -> new CommittedRecords(
                        new RolledBack(),
                        (partition, position) -> {
                            throw new OversizedRecordsException(partition, 7, 9, 300 * 1024 * 1024, 64 * 1024 * 1024);
                        },
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1)),
                noAdmin());

        assertThatThrownBy(() -> ledger.head(0))
                .isInstanceOfSatisfying(
                        UnreadableLedgerException.class,
                        failure -> assertThat(failure)
                                .hasMessageContaining("the records at offsets 7 to 9")
                                .hasMessageContaining("300 MiB")
                                .extracting(UnreadableLedgerException::remedy, STRING)
                                .contains("kafka-delete-records, offset 10"));
    }

    private LedgerContents contents() {
        return kafka.ledger().contents(0, new PublishedTally(), (database, position) -> true, 0);
    }

    private void write(OutboxEvent event) {
        LedgerRecords.batch(MemoryKafka.LEDGER, DATABASE, List.of(event)).forEach(this::append);
    }

    private void append(org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> record) {
        kafka.append(List.of(record), offset -> {});
    }

    private static OutboxEvent event(long transaction) {
        return OutboxEvents.ofTransaction(transaction, transaction * 10);
    }

    private static Admin noAdmin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Reports a record, and never returns it. */
    private static final class Silent extends MockConsumer<byte[], byte[]> {
        Silent() {
            super("earliest");
            updateBeginningOffsets(Map.of(MemoryKafka.LEDGER_PARTITION, 0L));
            updateEndOffsets(Map.of(MemoryKafka.LEDGER_PARTITION, 1L));
        }
    }

    /** Passes one offset with each poll, which takes longer than the brokers' time limit. */
    private static final class RolledBack extends MockConsumer<byte[], byte[]> {
        static final long OFFSETS = 5;

        RolledBack() {
            super("earliest");
            updateBeginningOffsets(Map.of(MemoryKafka.LEDGER_PARTITION, 0L));
            updateEndOffsets(Map.of(MemoryKafka.LEDGER_PARTITION, OFFSETS));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            TopicPartition partition = assignment().iterator().next();
            long position = position(partition);
            long polled = System.nanoTime();
            while (System.nanoTime() - polled < 2_000_000) {
                Thread.onSpinWait();
            }
            ConsumerRecords<byte[], byte[]> none = super.poll(Duration.ZERO);
            seek(partition, position + 1);
            return none;
        }
    }
}
