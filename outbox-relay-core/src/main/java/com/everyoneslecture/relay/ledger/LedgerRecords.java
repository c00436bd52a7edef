package com.everyoneslecture.relay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The form of the ledger's records. The key is the kind; the value of a batch is a {@link BatchValue}, all others are text.
 *
 * <p>Batches of earlier versions are event ids alone, under another key.
 */
final class LedgerRecords {

    /** The maximum number of ids in one record: about half a MiB, which brokers accept by default. */
    static final int MAX_IDS = 32_768;

    private static final String EVENTS = "events";
    private static final String BATCH = "batch";
    private static final String SAFE_POINT = "safe-point";
    private static final String RECOVERY_DUE = "recovery-due";
    private static final String RECOVERY_DONE = "recovery-done";
    private static final String BASELINE = "baseline";
    private static final String POSITION = "position";
    private static final String ADOPTED = "adopted";
    private static final String WRITER = "writer";
    private static final String NO_WITNESS = "-";

    /** A header of a safe point: event id and transaction id of each witness. */
    private static final String WITNESSES = "witnesses";

    private static final int WITNESS_BYTES = 3 * Long.BYTES;

    private LedgerRecords() {}

    /** Returns the records of a batch; several only if it is very large. */
    static List<ProducerRecord<byte[], byte[]>> batch(String topic, String database, List<OutboxEvent> events) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(1);
        for (int from = 0; from < events.size(); from += MAX_IDS) {
            List<OutboxEvent> part = events.subList(from, Math.min(from + MAX_IDS, events.size()));
            records.add(record(topic, EVENTS, BatchValue.of(database.getBytes(UTF_8), part)));
        }
        return records;
    }

    /** Earlier versions read the first witness only, and no headers. */
    static ProducerRecord<byte[], byte[]> safePoint(String topic, SafePoint point, List<Witness> witnesses) {
        ProducerRecord<byte[], byte[]> record = record(
                topic,
                SAFE_POINT,
                (point.ledgerOffset() + " " + point.database() + " " + point.snapshot() + " " + point.walEnd() + " "
                                + point.confirmedLsn() + " "
                                + (witnesses.isEmpty()
                                        ? NO_WITNESS
                                        : witnesses.get(0).event()))
                        .getBytes(UTF_8));
        ByteBuffer value = ByteBuffer.allocate(witnesses.size() * WITNESS_BYTES);
        for (Witness witness : witnesses) {
            value.putLong(witness.event().getMostSignificantBits())
                    .putLong(witness.event().getLeastSignificantBits())
                    .putLong(witness.transaction());
        }
        record.headers().add(WITNESSES, value.array());
        return record;
    }

    static ProducerRecord<byte[], byte[]> adopted(String topic, String database) {
        return record(topic, ADOPTED, database.getBytes(UTF_8));
    }

    static ProducerRecord<byte[], byte[]> writer(String topic, String transactionalId) {
        return record(topic, WRITER, transactionalId.getBytes(UTF_8));
    }

    static ProducerRecord<byte[], byte[]> recoveryDue(String topic, RecoveryDue due) {
        String before = due.before();
        return record(topic, RECOVERY_DUE, (before == null ? "" : before).getBytes(UTF_8));
    }

    static ProducerRecord<byte[], byte[]> recoveryDone(String topic) {
        return record(topic, RECOVERY_DONE, new byte[0]);
    }

    static ProducerRecord<byte[], byte[]> baseline(String topic) {
        return record(topic, BASELINE, new byte[0]);
    }

    static ProducerRecord<byte[], byte[]> position(String topic, String database, long lsn) {
        return record(topic, POSITION, (database + " " + lsn).getBytes(UTF_8));
    }

    /** @throws UnreadableLedgerException if the record is not one that a relay writes */
    static void read(ConsumerRecord<byte[], byte[]> record, LedgerReader reader) {
        if (record.key() == null || record.value() == null) {
            throw new UnreadableLedgerException(record, null);
        }
        String kind = new String(record.key(), UTF_8);
        try {
            switch (kind) {
                case EVENTS -> BatchValue.read(ByteBuffer.wrap(record.value()), record.offset(), reader);
                case BATCH -> readIds(ByteBuffer.wrap(record.value()), reader);
                case SAFE_POINT ->
                    readSafePoint(
                            new String(record.value(), UTF_8).split(" ", -1),
                            record.headers().lastHeader(WITNESSES),
                            reader);
                case RECOVERY_DUE -> reader.recovery(readRecovery(new String(record.value(), UTF_8)));
                case RECOVERY_DONE -> reader.recovered();
                case BASELINE -> reader.baseline();
                case WRITER -> reader.writer(new String(record.value(), UTF_8));
                case ADOPTED -> reader.adopted(new String(record.value(), UTF_8));
                case POSITION -> readPosition(new String(record.value(), UTF_8).split(" ", -1), reader);
                default -> throw new IllegalArgumentException("unknown kind");
            }
        } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new UnreadableLedgerException(record, e);
        }
    }

    private static void readIds(ByteBuffer ids, LedgerReader reader) {
        if (ids.remaining() % (2 * Long.BYTES) != 0) {
            throw new IllegalArgumentException("not whole ids");
        }
        reader.ids(ids);
    }

    private static void readSafePoint(String[] parts, @Nullable Header witnesses, LedgerReader reader) {
        boolean earlier = parts.length == 3;
        if (!earlier && parts.length != 6) {
            throw new IllegalArgumentException(parts.length + " parts");
        }
        SafePoint point = new SafePoint(
                Long.parseLong(parts[0]),
                parts[1],
                Snapshot.parse(parts[2]).toString(),
                earlier ? 0 : Long.parseLong(parts[3]),
                earlier ? 0 : Long.parseLong(parts[4]));
        if (witnesses != null) {
            reader.safePoint(point, readWitnesses(ByteBuffer.wrap(witnesses.value())));
        } else if (earlier || parts[5].equals(NO_WITNESS)) {
            reader.safePoint(point, List.of());
        } else {
            reader.safePoint(point, List.of(new Witness(UUID.fromString(parts[5]), 0)));
        }
    }

    private static List<Witness> readWitnesses(ByteBuffer value) {
        List<Witness> witnesses = new ArrayList<>();
        while (value.hasRemaining()) {
            witnesses.add(new Witness(new UUID(value.getLong(), value.getLong()), value.getLong()));
        }
        return witnesses;
    }

    private static void readPosition(String[] parts, LedgerReader reader) {
        if (parts.length != 2) {
            throw new IllegalArgumentException(parts.length + " parts");
        }
        reader.position(parts[0], Long.parseLong(parts[1]));
    }

    private static RecoveryDue readRecovery(String text) {
        return text.isEmpty()
                ? RecoveryDue.FIRST_USE
                : new RecoveryDue(Snapshot.parse(text).toString());
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String kind, byte[] value) {
        return new ProducerRecord<>(topic, 0, kind.getBytes(UTF_8), value);
    }
}
