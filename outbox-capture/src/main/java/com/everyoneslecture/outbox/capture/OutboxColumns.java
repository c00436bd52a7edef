package com.everyoneslecture.outbox.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The columns of the outbox that make up an event. */
public final class OutboxColumns {

    /** Those that every outbox has, in the order of the table. */
    public static final List<String> REQUIRED = List.of(
            "id", "aggregatetype", "aggregateid", "aggregateversion", "type", "payload", "occurred_at", "traceparent");

    /** The payload as bytes. */
    public static final String PAYLOAD_BYTES = "payload_bytes";

    /** The columns that an outbox may lack, in the order of the table. Without a column, events do not have its part. */
    public static final List<String> OPTIONAL = List.of(PAYLOAD_BYTES, "record_key", "headers", "content_type");

    /** All of them: the required ones, then the optional ones. */
    public static final List<String> NAMES = concatenated(REQUIRED, OPTIONAL);

    /**
     * The column with the order in which events were appended; an outbox may lack it. It is not published, because the log has
     * the events in that order.
     */
    public static final String APPEND_ORDER = "append_order";

    private OutboxColumns() {}

    /** Returns the columns that an outbox has, from the names of all columns of its table. */
    public static List<String> of(Collection<String> table) {
        return concatenated(REQUIRED, OPTIONAL.stream().filter(table::contains).toList());
    }

    /**
     * Checks that each column is published that every outbox has.
     *
     * @throws IllegalStateException if any is missing; it names all that are
     */
    public static void requireAll(Collection<String> published) {
        List<String> missing =
                REQUIRED.stream().filter(column -> !published.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the publication lacks columns of the outbox: " + String.join(", ", missing));
        }
    }

    private static List<String> concatenated(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }
}
