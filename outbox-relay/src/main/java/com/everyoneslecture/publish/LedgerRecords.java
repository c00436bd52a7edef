package com.everyoneslecture.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.capture.OutboxEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** How the ledger's records are written, and what they add up to when they are read from the first to the last. */
final class LedgerRecords {

    /** Ids in one record at most: half a MiB, which a broker takes by default. */
    static final int MAX_IDS = 32_768;

    private static final int ID_BYTES = 16;
    private static final String BATCH = "batch";
    private static final String SAFE_POINT = "safe-point";
    private static final String RECOVERY_DUE = "recovery-due";
    private static final String RECOVERY_DONE = "recovery-done";

    private final EventIdSet published = new EventIdSet();
    private @Nullable SafePoint safePoint;
    private @Nullable RecoveryDue recoveryDue;

    /** The records of a batch; several only where it is very large. */
    static List<ProducerRecord<byte[], byte[]>> batch(String topic, List<OutboxEvent> events) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(1);
        for (int from = 0; from < events.size(); from += MAX_IDS) {
            List<OutboxEvent> part = events.subList(from, Math.min(from + MAX_IDS, events.size()));
            ByteBuffer ids = ByteBuffer.allocate(ID_BYTES * part.size());
            for (OutboxEvent event : part) {
                UUID id = event.id();
                ids.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            }
            records.add(record(topic, BATCH, ids.array()));
        }
        return records;
    }

    static ProducerRecord<byte[], byte[]> safePoint(String topic, SafePoint point) {
        return record(
                topic,
                SAFE_POINT,
                (point.ledgerOffset() + " " + point.database() + " " + point.snapshot()).getBytes(UTF_8));
    }

    static ProducerRecord<byte[], byte[]> recoveryDue(String topic, RecoveryDue due) {
        return record(topic, RECOVERY_DUE, due.before().getBytes(UTF_8));
    }

    static ProducerRecord<byte[], byte[]> recoveryDone(String topic) {
        return record(topic, RECOVERY_DONE, new byte[0]);
    }

    /** @throws IllegalStateException if the record is none that a relay writes */
    void read(ConsumerRecord<byte[], byte[]> record) {
        String kind = new String(record.key(), UTF_8);
        switch (kind) {
            case BATCH -> readIds(ByteBuffer.wrap(record.value()));
            case SAFE_POINT -> safePoint = readSafePoint(new String(record.value(), UTF_8));
            case RECOVERY_DUE -> recoveryDue = new RecoveryDue(new String(record.value(), UTF_8));
            case RECOVERY_DONE -> recoveryDue = null;
            default ->
                throw new IllegalStateException("the ledger has a record of an unknown kind at " + record.topic() + "-"
                        + record.partition() + "@" + record.offset());
        }
    }

    LedgerContents contents(boolean missing, long end) {
        return new LedgerContents(published, safePoint, recoveryDue, missing, end);
    }

    private void readIds(ByteBuffer ids) {
        while (ids.remaining() >= ID_BYTES) {
            published.add(ids.getLong(), ids.getLong());
        }
    }

    private static SafePoint readSafePoint(String text) {
        String[] parts = text.split(" ", 3);
        return new SafePoint(Long.parseLong(parts[0]), parts[1], parts[2]);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String kind, byte[] value) {
        return new ProducerRecord<>(topic, 0, kind.getBytes(UTF_8), value);
    }
}
