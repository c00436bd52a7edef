package com.everyoneslecture.console.event;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event, and how far it has come.
 *
 * @param payload as it was written, its first 4,096 characters
 * @param topic where its record is; null with the next three while it has none, or nobody knows where it is
 * @param headers of the record
 * @param appliedAt when it came into the read model; null if it has not, or was overtaken there
 */
public record EventLife(
        UUID eventId,
        String aggregateType,
        String aggregateId,
        long version,
        String type,
        String payload,
        Instant occurredAt,
        @Nullable String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable Map<String, String> headers,
        @Nullable Instant appliedAt,
        Stage stage) {

    /** How far it is. */
    public enum Stage {
        /** Its row is there, its record is not. */
        OUTBOX,
        /** Its record is there, and the read model does not know of it. */
        TOPIC,
        /** The read model shows it. */
        READ_MODEL,
        /** The read model shows a later event of its category. */
        SUPERSEDED
    }

    static EventLife inOutbox(
            UUID eventId,
            String aggregateType,
            String aggregateId,
            long version,
            String type,
            String payload,
            Instant occurredAt) {
        return new EventLife(
                eventId,
                aggregateType,
                aggregateId,
                version,
                type,
                payload,
                occurredAt,
                null,
                null,
                null,
                null,
                null,
                Stage.OUTBOX);
    }

    /** With its record. */
    EventLife published(String inTopic, int inPartition, long atOffset, Map<String, String> withHeaders) {
        return new EventLife(
                eventId,
                aggregateType,
                aggregateId,
                version,
                type,
                payload,
                occurredAt,
                inTopic,
                inPartition,
                atOffset,
                withHeaders,
                appliedAt,
                stage == Stage.OUTBOX ? Stage.TOPIC : stage);
    }

    /** With what the read model shows of its category: a version, and since when. */
    EventLife applied(long shownVersion, Instant since) {
        if (isDone() || shownVersion < version) {
            return this;
        }
        boolean shown = shownVersion == version;
        return new EventLife(
                eventId,
                aggregateType,
                aggregateId,
                version,
                type,
                payload,
                occurredAt,
                topic,
                partition,
                offset,
                headers,
                shown ? since : null,
                shown ? Stage.READ_MODEL : Stage.SUPERSEDED);
    }

    /** Whether it has come all the way. */
    boolean isDone() {
        return stage == Stage.READ_MODEL || stage == Stage.SUPERSEDED;
    }
}
