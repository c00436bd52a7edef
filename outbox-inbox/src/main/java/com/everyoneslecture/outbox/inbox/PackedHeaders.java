package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a parked event in one array of bytes, as {@code inbox.sql} describes it. */
final class PackedHeaders {

    private PackedHeaders() {}

    static byte[] pack(Headers headers) {
        int size = 0;
        for (Header header : headers) {
            size += 2 * Integer.BYTES + header.key().getBytes(UTF_8).length + length(header);
        }
        ByteBuffer packed = ByteBuffer.allocate(size);
        for (Header header : headers) {
            byte[] name = header.key().getBytes(UTF_8);
            packed.putInt(name.length).put(name);
            if (header.value() == null) {
                packed.putInt(-1);
            } else {
                packed.putInt(header.value().length).put(header.value());
            }
        }
        return packed.array();
    }

    static Headers unpack(byte[] bytes) {
        ByteBuffer packed = ByteBuffer.wrap(bytes);
        Headers headers = new RecordHeaders();
        while (packed.hasRemaining()) {
            String name = new String(next(packed, packed.getInt()), UTF_8);
            int length = packed.getInt();
            headers.add(name, length < 0 ? null : next(packed, length));
        }
        return headers;
    }

    private static int length(Header header) {
        return header.value() == null ? 0 : header.value().length;
    }

    private static byte[] next(ByteBuffer packed, int length) {
        byte[] next = new byte[length];
        packed.get(next);
        return next;
    }
}
