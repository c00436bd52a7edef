package com.everyoneslecture.chaos.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The content of a record as digests, because a run has many records. A missing value differs from an empty one.
 *
 * @param key the digest of the key
 * @param value the digest of the value; 0 for none
 * @param headers the digest of all headers except those that the relay alone determines
 * @param timeMillis the record's timestamp
 */
public record Content(long key, long value, long headers, long timeMillis) {

    private static final Set<String> OF_THE_RELAY =
            Set.of(RecordHeader.SPEC_VERSION, RecordHeader.SOURCE, RecordHeader.TIME);

    /** Returns the content of a record of these parts. */
    public static Content of(
            byte @Nullable [] key, byte @Nullable [] value, Iterable<Header> headers, long timeMillis) {
        List<String> lines = new ArrayList<>();
        for (Header header : headers) {
            if (!OF_THE_RELAY.contains(header.key())) {
                lines.add(header.key() + '=' + HexFormat.of().formatHex(header.value()));
            }
        }
        String sorted = String.join("\n", lines.stream().sorted().toList());
        return new Content(digest(key), digest(value), digest(sorted.getBytes(UTF_8)), timeMillis);
    }

    /** Returns the content of a record that was read. */
    public static Content of(ConsumerRecord<byte[], byte[]> record) {
        return of(record.key(), record.value(), record.headers(), record.timestamp());
    }

    /** Returns the names of the parts in which two contents differ; empty if they are the same. */
    public String differences(Content other) {
        StringJoiner parts = new StringJoiner(", ");
        if (key != other.key) {
            parts.add("key");
        }
        if (value != other.value) {
            parts.add("value");
        }
        if (headers != other.headers) {
            parts.add("headers");
        }
        if (timeMillis != other.timeMillis) {
            parts.add("timestamp");
        }
        return parts.toString();
    }

    private static long digest(byte @Nullable [] bytes) {
        if (bytes == null) {
            return 0;
        }
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
