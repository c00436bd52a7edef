package com.everyoneslecture.outbox.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The size of a record in Kafka's format, in bytes, before it is compressed. */
final class RecordSize {

    /** The size of a batch's header. */
    private static final int BATCH_BYTES = 61;

    /** The maximum size of a record without key, value and headers: its length, attributes and deltas to the batch. */
    private static final int MAXIMUM_FRAME_BYTES = 21;

    /** The attributes, timestamp delta and offset delta of the first record of a batch. */
    private static final int FRAME_BYTES = 3;

    private RecordSize() {}

    /** Returns the size of a batch with this record only, which a broker compares with {@code max.message.bytes}. */
    static long alone(ProducerRecord<byte[], byte[]> record) {
        long body = FRAME_BYTES + content(record);
        return BATCH_BYTES + varint(body) + body;
    }

    /** Returns the size that a producer compares with {@code max.request.size}: an upper bound of the true size. */
    static long bound(ProducerRecord<byte[], byte[]> record) {
        return BATCH_BYTES + MAXIMUM_FRAME_BYTES + content(record);
    }

    private static long content(ProducerRecord<byte[], byte[]> record) {
        long bytes = bytes(record.key()) + bytes(record.value());
        int headers = 0;
        for (Header header : record.headers()) {
            long name = header.key().getBytes(UTF_8).length;
            bytes += varint(name) + name + bytes(header.value());
            headers++;
        }
        return bytes + varint(headers);
    }

    private static long bytes(byte @Nullable [] content) {
        return content == null ? 1 : (long) varint(content.length) + content.length;
    }

    /** Returns the size of a non-negative number as a zigzag varint: 7 bits in a byte. */
    private static int varint(long number) {
        int bytes = 1;
        for (long rest = number << 1; rest > 0x7F; rest >>>= 7) {
            bytes++;
        }
        return bytes;
    }
}
