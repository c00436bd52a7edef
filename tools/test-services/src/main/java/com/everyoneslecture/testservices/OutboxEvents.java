package com.everyoneslecture.testservices;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Outbox events with all that a test does not care about filled in. */
public final class OutboxEvents {

    /** The payload of {@link #categoryChanged}. */
    public static final String PAYLOAD = """
            {"eventType":"LectureCategoryChanged","timestamp":"2022-08-08-12:12:37","jobType":"INSERT","categoryId":2,\
            "categoryName":"최종테스트"}""";

    private OutboxEvents() {}

    public static OutboxEvent categoryChanged(@Nullable String traceparent) {
        return new OutboxEvent(
                UUID.fromString("0190a0a0-0000-7000-8000-000000000001"),
                "category",
                "2",
                7,
                "LectureCategoryChanged",
                PAYLOAD,
                1_659_928_357_123_456L,
                traceparent,
                null,
                745,
                0);
    }

    public static OutboxEvent ofAggregate(String aggregateId) {
        return new OutboxEvent(
                UUID.nameUUIDFromBytes(aggregateId.getBytes(UTF_8)),
                "category",
                aggregateId,
                1,
                "LectureCategoryChanged",
                PAYLOAD,
                1_659_928_357_123_456L,
                null,
                null,
                745,
                0);
    }
}
