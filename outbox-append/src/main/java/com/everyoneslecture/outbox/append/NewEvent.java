package com.everyoneslecture.outbox.append;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * An event that is about to be appended. The name sets it apart from an event that is committed: a new event exists only once the
 * transaction that appended it commits.
 *
 * <pre>{@code
 * NewEvent event = NewEvent.builder("order", "4711")
 *         .version(order.version())
 *         .type("OrderPlaced")
 *         .payload(json)
 *         .build();
 * }</pre>
 *
 * <p>The rules of the values are those of the table; {@link Outbox#append} checks them and names the broken one
 * ({@link EventRejectedException.Reason}).
 *
 * <p><b>Stability:</b> the builder and the accessors are stable. The constructor is internal, because components may be added;
 * build events with the builder. Immutable, safe for any number of threads.
 *
 * @param eventId identifies the event everywhere; becomes the header {@code ce_id}
 * @param aggregateType the kind of the thing that changed, such as {@code order}; decides the topic: without a route in the relay,
 *     it has to be a small letter, then letters and digits. 1 to 255 bytes in UTF-8
 * @param aggregateId the thing that changed; becomes the record's key, unless the event has a separate one. 1 to 255 bytes in
 *     UTF-8
 * @param aggregateVersion rises with each change of the aggregate and orders its events forever; positive. Null if the table
 *     has a default for it
 * @param type the event's type, such as {@code OrderPlaced}; becomes the header {@code ce_type}. 1 to 255 bytes in UTF-8
 * @param payload the record's value, kept byte for byte
 * @param occurredAt the time of the change, from 1970 to 9999; stored to the microsecond
 * @param traceParent the trace that the change belongs to; null without one
 * @param recordKey the record's key; null if it is the aggregate id. 1 to 255 bytes in UTF-8
 * @param headers further headers of the record, which are up to 16,384 bytes as JSON; {@code ce_id} and the other names that
 *     {@link EventRejectedException.Reason#HEADER_NAME} lists are the relay's
 * @param contentType the media type of the payload, such as {@code application/protobuf}; null if the relay's route decides,
 *     which has {@code application/json} by default
 */
@API(status = API.Status.STABLE)
public record NewEvent(
        UUID eventId,
        String aggregateType,
        String aggregateId,
        @Nullable Long aggregateVersion,
        String type,
        Payload payload,
        Instant occurredAt,
        @Nullable TraceParent traceParent,
        @Nullable String recordKey,
        Map<String, String> headers,
        @Nullable String contentType) {

    /**
     * Checks that no required component is null.
     *
     * @throws NullPointerException if a component that is not nullable is null
     */
    public NewEvent {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(aggregateType, "aggregateType");
        Objects.requireNonNull(aggregateId, "aggregateId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(occurredAt, "occurredAt");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /**
     * Returns a builder of an event of one aggregate. The version, the type and the payload have no default; the event id is a new
     * UUIDv7, and the event occurred now.
     *
     * @param aggregateType such as {@code order}
     * @param aggregateId such as {@code 4711}
     */
    public static Builder builder(String aggregateType, String aggregateId) {
        return new Builder(aggregateType, aggregateId);
    }

    /** Returns the same event in a trace, for callers that know only the trace. */
    public NewEvent withTraceParent(TraceParent traceParent) {
        return new NewEvent(
                eventId,
                aggregateType,
                aggregateId,
                aggregateVersion,
                type,
                payload,
                occurredAt,
                traceParent,
                recordKey,
                headers,
                contentType);
    }

    /** Names the event in messages, without its payload. */
    String name() {
        return (aggregateVersion == null ? "an event" : "version " + aggregateVersion) + " of " + aggregateType + " "
                + aggregateId;
    }

    /** Microseconds since 1970-01-01T00:00:00Z, rounded down as PostgreSQL's own clock is read. */
    long occurredAtMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, occurredAt);
    }

    /** Collects an event's values. For one thread. */
    public static final class Builder {

        private final String aggregateType;
        private final String aggregateId;
        private @Nullable UUID eventId;
        private @Nullable Long aggregateVersion;
        private boolean versionChosen;
        private @Nullable String type;
        private @Nullable Payload payload;
        private @Nullable Instant occurredAt;
        private @Nullable TraceParent traceParent;
        private @Nullable String recordKey;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable String contentType;

        private Builder(String aggregateType, String aggregateId) {
            this.aggregateType = aggregateType;
            this.aggregateId = aggregateId;
        }

        /**
         * Sets the aggregate's version after the change: positive, and higher than that of its last event. The column that JPA's
         * {@code @Version} counts is one.
         */
        public Builder version(long aggregateVersion) {
            this.aggregateVersion = aggregateVersion;
            this.versionChosen = true;
            return this;
        }

        /**
         * Leaves the version to the default of the table's column, which has to be a sequence. Then the events of one aggregate
         * have the order in which they were appended, as long as each transaction locks the aggregate before it appends.
         */
        public Builder versionFromTable() {
            this.aggregateVersion = null;
            this.versionChosen = true;
            return this;
        }

        /** Sets the event's type, such as {@code OrderPlaced}. */
        public Builder type(String type) {
            this.type = type;
            return this;
        }

        /** Sets text as the record's value: 1 to 524,288 bytes in UTF-8. */
        public Builder payload(String text) {
            return payload(Payload.text(text));
        }

        /** Sets bytes as the record's value, such as Avro or Protobuf: up to 524,288. The array is copied. */
        public Builder payload(byte[] bytes) {
            return payload(Payload.bytes(bytes));
        }

        /** Sets the record's value. */
        public Builder payload(Payload payload) {
            this.payload = payload;
            return this;
        }

        /** Leaves the record without a value, as a tombstone: compaction and many consumers delete the data of its key. */
        public Builder tombstone() {
            return payload(Payload.none());
        }

        /**
         * Sets the record's key instead of the aggregate id. Events of one key are in one partition, in the order in which they
         * were appended, if each transaction locks the object of the key before it appends.
         */
        public Builder recordKey(String recordKey) {
            this.recordKey = recordKey;
            return this;
        }

        /** Adds a header to the record; a later one of the same name replaces it. */
        public Builder header(String name, String value) {
            headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Sets the media type of the payload, such as {@code application/protobuf}, instead of that of the relay's route. */
        public Builder contentType(@Nullable String contentType) {
            this.contentType = contentType;
            return this;
        }

        /**
         * Sets the event id instead of a new UUIDv7. The table rejects a second event with this id only if it has the same time,
         * so where a change may be repeated, also set {@link #occurredAt}.
         */
        public Builder eventId(UUID eventId) {
            this.eventId = eventId;
            return this;
        }

        /** Sets the time of the change instead of now. */
        public Builder occurredAt(Instant occurredAt) {
            this.occurredAt = occurredAt;
            return this;
        }

        /** Sets the trace that the change belongs to, or none. */
        public Builder traceParent(@Nullable TraceParent traceParent) {
            this.traceParent = traceParent;
            return this;
        }

        /**
         * Builds the event.
         *
         * @throws IllegalStateException if the version, the type or the payload is missing
         */
        public NewEvent build() {
            if (!versionChosen) {
                throw new IllegalStateException(
                        "An event needs the version of its aggregate: call version(…), or versionFromTable() where the outbox's"
                                + " column has a sequence as its default.");
            }
            return new NewEvent(
                    eventId == null ? EventId.next() : eventId,
                    aggregateType,
                    aggregateId,
                    aggregateVersion,
                    required(type, "type"),
                    required(payload, "payload"),
                    occurredAt == null ? Clock.systemUTC().instant() : occurredAt,
                    traceParent,
                    recordKey,
                    headers,
                    contentType);
        }

        private static <T> T required(@Nullable T value, String name) {
            if (value == null) {
                throw new IllegalStateException("An event needs a " + name + ": call " + name + "(…).");
            }
            return value;
        }
    }
}
