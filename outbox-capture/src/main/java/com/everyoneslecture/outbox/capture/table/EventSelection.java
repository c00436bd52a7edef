package com.everyoneslecture.outbox.capture.table;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Selects events of the outbox: those that fulfil all conditions.
 *
 * @param ids the event ids; empty for any
 * @param aggregateType null for any
 * @param aggregateId null for any
 * @param from the earliest time at which they occurred; null for any time
 * @param to the time before which they occurred; null for any time
 */
public record EventSelection(
        List<UUID> ids,
        @Nullable String aggregateType,
        @Nullable String aggregateId,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Returns a condition of SQL, with a question mark for each of the parameters. */
    public String condition() {
        List<String> conditions = new ArrayList<>();
        if (!ids.isEmpty()) {
            conditions.add("id = any (?::uuid[])");
        }
        if (aggregateType != null) {
            conditions.add("aggregatetype = ?");
        }
        if (aggregateId != null) {
            conditions.add("aggregateid = ?");
        }
        if (from != null) {
            conditions.add("occurred_at >= ?");
        }
        if (to != null) {
            conditions.add("occurred_at < ?");
        }
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    /** Returns the parameters in the order of the question marks. */
    public List<Object> parameters() {
        List<Object> parameters = new ArrayList<>();
        if (!ids.isEmpty()) {
            parameters.add(ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")));
        }
        if (aggregateType != null) {
            parameters.add(aggregateType);
        }
        if (aggregateId != null) {
            parameters.add(aggregateId);
        }
        if (from != null) {
            parameters.add(micros(from));
        }
        if (to != null) {
            parameters.add(micros(to));
        }
        return parameters;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
