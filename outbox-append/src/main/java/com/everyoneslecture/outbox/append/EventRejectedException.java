package com.everyoneslecture.outbox.append;

import java.sql.SQLException;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The outbox rejects an event that no relay could publish, or that is in the table already. Roll the transaction back: the
 * change must not be committed without its event.
 *
 * <p>Most events are rejected before anything is sent; {@link #getCause} is null then. If the database rejected the row, the
 * transaction can only roll back.
 *
 * <p><b>Stability:</b> stable; reasons may be added.
 */
@API(status = API.Status.STABLE)
public final class EventRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The rule that an event breaks. */
    public enum Reason {
        /** The payload is larger than 524,288 bytes, in UTF-8 if it is text, or it is an empty text. */
        PAYLOAD_SIZE("payload_size", "Store large content elsewhere and append a reference to it."),

        /** The aggregate type is empty or longer than 255 bytes in UTF-8. */
        AGGREGATE_TYPE(
                "aggregatetype_length",
                "Use 1 to 255 bytes in UTF-8, such as order: by default the topic's name follows from it."),

        /** The aggregate id is empty or longer than 255 bytes in UTF-8. */
        AGGREGATE_ID("aggregateid_length", "Use 1 to 255 bytes in UTF-8: it becomes the record's key."),

        /** The version is zero or negative. */
        VERSION("aggregateversion_positive", "Begin at 1 and count up with each change of the aggregate."),

        /** The event's type is empty or longer than 255 bytes in UTF-8. */
        TYPE("type_length", "Use 1 to 255 bytes in UTF-8, such as OrderPlaced."),

        /** The record key is empty or longer than 255 bytes in UTF-8. */
        RECORD_KEY("record_key_length", "Use 1 to 255 bytes in UTF-8, or none: then the aggregate id is the key."),

        /** A header has a name that the relay uses. */
        HEADER_NAME(
                "headers_names",
                "Use another name: those that begin with ce_ or dlt_, content-type, traceparent and replayed are reserved for the relay."),

        /** The headers are longer than 16,384 bytes as JSON. */
        HEADERS_SIZE("headers_size", "Move large values into the payload."),

        /** The content type is no media type, or longer than 255 characters. */
        CONTENT_TYPE("content_type_media", "Use a media type, such as application/protobuf."),

        /** The time is before 1970 or after 9999. */
        TIME("occurred_at_range", "Use a time from 1970-01-01 to 9999-12-31: Kafka records cannot have another time."),

        /** A text has a character that PostgreSQL or UTF-8 cannot store: U+0000 or half of a surrogate pair. */
        CHARACTERS("", "Remove U+0000 and unpaired surrogates: neither PostgreSQL nor UTF-8 can store them."),

        /** The trace parent is not of W3C's form. */
        TRACE_PARENT("traceparent_w3c", "Use TraceParent.parse."),

        /** The table has an event of this id and time. */
        DUPLICATE_ID("", "Append an event once, or leave the event id to the builder."),

        /** The event leaves its version to the table, whose column has no default. */
        VERSION_MISSING("", "Set a version, or give the column a sequence as its default."),

        /** Another constraint of the table rejects the row. */
        OTHER_CONSTRAINT("", "Compare the table's constraints with the event.");

        private final String constraint;
        private final String remedy;

        Reason(String constraint, String remedy) {
            this.constraint = constraint;
            this.remedy = remedy;
        }

        /** Returns the reason of a constraint, which is named {@code <table>_<rule>}. */
        static Reason ofConstraint(String constraint) {
            // The payload has two columns, text and bytes.
            String name = constraint.replace("_payload_bytes_size", "_payload_size");
            for (Reason reason : values()) {
                if (!reason.constraint.isEmpty() && name.endsWith("_" + reason.constraint)) {
                    return reason;
                }
            }
            return OTHER_CONSTRAINT;
        }
    }

    private EventRejectedException(String message, Reason reason, @Nullable SQLException cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
    }

    /** Rejects one event before anything is sent. */
    static EventRejectedException before(NewEvent event, TableName table, Reason reason, String detail) {
        String rule = reason.constraint.isEmpty() ? "" : " (" + table.constraint(reason.constraint) + ")";
        return new EventRejectedException(
                "The outbox rejects " + event.name() + ": " + detail + rule + ". " + reason.remedy, reason, null);
    }

    /**
     * Explains a rejection by the database. The database's message may contain parts of the row, so it is only the cause.
     */
    static EventRejectedException after(String events, Reason reason, @Nullable String constraint, SQLException cause) {
        String rule = constraint == null ? "SQLSTATE " + cause.getSQLState() : constraint;
        return new EventRejectedException(
                "The outbox rejects " + events + ": " + rule + ". " + reason.remedy, reason, cause);
    }

    /** Returns the rule that the event breaks. */
    public Reason reason() {
        return reason;
    }
}
