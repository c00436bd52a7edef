package com.everyoneslecture.outbox.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The columns of the outbox of which an event is made. */
public final class OutboxColumns {

    /** Those that every outbox has, in the order of the table. */
    public static final List<String> REQUIRED = List.of(
            "id", "aggregatetype", "aggregateid", "aggregateversion", "type", "payload", "occurred_at", "traceparent");

    /** The payload as bytes. */
    public static final String PAYLOAD_BYTES = "payload_bytes";

    /** Those that an outbox may lack, in the order of the table: then no event has what they hold. */
    public static final List<String> OPTIONAL = List.of(PAYLOAD_BYTES, "record_key", "headers", "content_type");

    /** All of them: the required ones, then the optional ones. */
    public static final List<String> NAMES = concatenated(REQUIRED, OPTIONAL);

    /**
     * The column that says in which order events were appended; an outbox may lack it. It is not published: the log has the events in
     * that order.
     */
    public static final String APPEND_ORDER = "append_order";

    private OutboxColumns() {}

    /** Returns those that an outbox has, by the names of all of its table's columns. */
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
