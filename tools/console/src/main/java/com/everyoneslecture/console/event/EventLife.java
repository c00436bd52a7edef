package com.everyoneslecture.console.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event, and how far it has come.
 *
 * @param appliedAt when it came into the read model; null if it has not, or was overtaken there
 */
public record EventLife(
        @JsonUnwrapped Event event,
        @JsonUnwrapped Place place,
        @Nullable Instant appliedAt,
        Stage stage) {

    /** The aggregate type that the read model shows. */
    private static final String CATEGORY = "category";

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

    /** Its row is there; nothing else is known. */
    static EventLife inOutbox(Event event) {
        return new EventLife(event, Place.UNKNOWN, null, Stage.OUTBOX);
    }

    /** With its record. */
    EventLife published(Place at) {
        return new EventLife(event, at, appliedAt, stage == Stage.OUTBOX ? Stage.TOPIC : stage);
    }

    /** With what the read model shows of its category: a version, and since when. */
    EventLife applied(long shownVersion, Instant since) {
        if (isDone() || shownVersion < event.version) {
            return this;
        }
        return shownVersion == event.version
                ? new EventLife(event, place, since, Stage.READ_MODEL)
                : new EventLife(event, place, null, Stage.SUPERSEDED);
    }

    /**
     * Orders events, the newest first. Events of the future come last: by their time they would be the newest for years.
     *
     * @param latest an event of a later time is one of the future
     */
    static Comparator<EventLife> newestFirst(Instant latest) {
        return Comparator.comparing((EventLife life) -> !life.isAfter(latest))
                .thenComparing(life -> life.event().occurredAt())
                .thenComparingLong(life -> life.event().version())
                .reversed();
    }

    boolean isAfter(Instant time) {
        return event.occurredAt().isAfter(time);
    }

    UUID id() {
        return event.eventId();
    }

    /** Returns whether its aggregate is a category, the only kind that the read model shows. */
    boolean isOfCategory() {
        return event.aggregateType().equals(CATEGORY);
    }

    /** Whether it has come all the way. */
    boolean isDone() {
        return stage == Stage.READ_MODEL || stage == Stage.SUPERSEDED;
    }

    /**
     * What happened, as row and record have it.
     *
     * @param payload as it was written, its first 4,096 characters
     */
    public record Event(
            UUID eventId,
            String aggregateType,
            String aggregateId,
            long version,
            String type,
            String payload,
            Instant occurredAt) {}

    /** The place of its record. All of it is null while there is no record, or its place is not known. */
    public record Place(
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable Map<String, String> headers) {

        static final Place UNKNOWN = new Place(null, null, null, null);

        boolean isKnown() {
            return topic != null;
        }
    }
}
