package com.everyoneslecture.console.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event, and the stage that it has reached.
 *
 * @param appliedAt the time at which the read model applied it; null if it has not, or if a later event has replaced it there
 */
public record EventTimeline(
        @JsonUnwrapped Event event,
        @JsonUnwrapped Place place,
        @Nullable Instant appliedAt,
        Stage stage) {

    /** The aggregate type that the read model shows. */
    private static final String CATEGORY = "category";

    /** The stages of an event. */
    public enum Stage {
        /** The row exists in the outbox; no record is known. */
        OUTBOX,
        /** The record exists in the topic; the read model does not have the event yet. */
        TOPIC,
        /** The read model shows it. */
        READ_MODEL,
        /** The read model shows a later event of its category. */
        SUPERSEDED
    }

    /** Returns an event of which only the row is known. */
    static EventTimeline inOutbox(Event event) {
        return new EventTimeline(event, Place.UNKNOWN, null, Stage.OUTBOX);
    }

    /** Returns this event with the place of its record. */
    EventTimeline published(Place at) {
        return new EventTimeline(event, at, appliedAt, stage == Stage.OUTBOX ? Stage.TOPIC : stage);
    }

    /** Returns this event with the version that the read model shows of its category, and the time since when it does. */
    EventTimeline applied(long shownVersion, Instant since) {
        if (isDone() || shownVersion < event.version) {
            return this;
        }
        return shownVersion == event.version
                ? new EventTimeline(event, place, since, Stage.READ_MODEL)
                : new EventTimeline(event, place, null, Stage.SUPERSEDED);
    }

    /**
     * Orders events, the newest first. Events of the future come last, because their times would keep them first for years.
     *
     * @param latest an event with a later time counts as one of the future
     */
    static Comparator<EventTimeline> newestFirst(Instant latest) {
        return Comparator.comparing((EventTimeline life) -> !life.isAfter(latest))
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

    /** Returns whether it has reached the last stage. */
    boolean isDone() {
        return stage == Stage.READ_MODEL || stage == Stage.SUPERSEDED;
    }

    /**
     * The content of an event, as in its row and its record.
     *
     * @param payload the first 4,096 characters of the payload
     */
    public record Event(
            UUID eventId,
            String aggregateType,
            String aggregateId,
            long version,
            String type,
            String payload,
            Instant occurredAt) {}

    /** The place of its record. All fields are null while there is no record or its place is unknown. */
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
