package com.everyoneslecture.outbox.capture;

import java.util.Collection;
import java.util.List;

/** The columns of the outbox of which an event is made. */
public final class OutboxColumns {

    /** In the order of the table. */
    public static final List<String> NAMES = List.of(
            "id", "aggregatetype", "aggregateid", "aggregateversion", "type", "payload", "occurred_at", "traceparent");

    private OutboxColumns() {}

    /** @throws IllegalStateException if a column is not among the published ones; it names each that is missing */
    public static void requireAll(Collection<String> published) {
        List<String> missing =
                NAMES.stream().filter(column -> !published.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the publication lacks columns of the outbox: " + String.join(", ", missing));
        }
    }
}
