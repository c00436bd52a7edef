package com.everyoneslecture.testservices;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates outbox events with defaults for all fields that a test does not set. */
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
                Bytes.of("2"),
                7,
                "LectureCategoryChanged",
                EventContent.text(PAYLOAD),
                1_659_928_357_123_456L,
                traceparent == null ? null : Bytes.of(traceparent),
                null,
                745,
                0);
    }

    /** Returns an event with this content. */
    public static OutboxEvent with(EventContent content) {
        return new OutboxEvent(
                UUID.fromString("0190a0a0-0000-7000-8000-000000000001"),
                "category",
                Bytes.of("2"),
                7,
                "LectureCategoryChanged",
                content,
                1_659_928_357_123_456L,
                null,
                null,
                745,
                0);
    }

    public static OutboxEvent ofAggregate(String aggregateId) {
        return of("category", aggregateId);
    }

    /** Returns an event of the aggregate 1 of a type. */
    public static OutboxEvent ofType(String aggregateType) {
        return of(aggregateType, "1");
    }

    /**
     * Returns an event with a new id.
     *
     * @param endLsn the end of its transaction if the event is its last one; otherwise 0
     */
    public static OutboxEvent ofTransaction(long transaction, long endLsn) {
        return new OutboxEvent(
                UUID.randomUUID(),
                "category",
                Bytes.of("2"),
                7,
                "Changed",
                EventContent.text("{}"),
                1,
                null,
                null,
                transaction,
                endLsn);
    }

    private static OutboxEvent of(String aggregateType, String aggregateId) {
        return new OutboxEvent(
                UUID.nameUUIDFromBytes(
                        (aggregateType.equals("category") ? aggregateId : aggregateType).getBytes(UTF_8)),
                aggregateType,
                Bytes.of(aggregateId),
                1,
                "LectureCategoryChanged",
                EventContent.text(PAYLOAD),
                1_659_928_357_123_456L,
                null,
                null,
                745,
                0);
    }
}
