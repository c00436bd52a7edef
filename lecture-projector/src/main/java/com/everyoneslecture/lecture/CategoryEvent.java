package com.everyoneslecture.lecture;

import java.util.UUID;

/**
 * A change of one category.
 *
 * @param categoryId the aggregate id, positive
 * @param categoryName the name after the change; before it, for a deletion
 * @param deleted true if the change is a deletion
 * @param version the aggregate version, from 1
 * @param eventId the event's id, the same in every delivery
 * @param occurredAtMicros the time of the change, in microseconds since 1970-01-01T00:00:00Z
 */
public record CategoryEvent(
        long categoryId, String categoryName, boolean deleted, long version, UUID eventId, long occurredAtMicros) {}
