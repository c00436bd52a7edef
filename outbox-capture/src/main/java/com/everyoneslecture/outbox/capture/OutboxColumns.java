package com.everyoneslecture.outbox.capture;

import java.util.Collection;
import java.util.List;

/** The columns of the outbox of which an event is made. */
public final class OutboxColumns {

    /** In the order of the table. */
    public static final List<String> NAMES = List.of(
            "id", "aggregatetype", "aggregateid", "aggregateversion", "type", "payload", "occurred_at", "traceparent");

    private OutboxColumns() {}

    /**
     * Checks that each column is published.
     *
     * @throws IllegalStateException if any is missing; it names all that are
     */
    public static void requireAll(Collection<String> published) {
        List<String> missing =
                NAMES.stream().filter(column -> !published.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the publication lacks columns of the outbox: " + String.join(", ", missing));
        }
    }
}
