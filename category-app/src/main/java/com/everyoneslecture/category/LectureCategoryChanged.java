package com.everyoneslecture.category;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import tools.jackson.databind.json.JsonMapper;

/**
 * The payload of a category's event. Consumers know exactly these fields in exactly this order; whatever else is to be
 * said about an event goes into the columns of its outbox row.
 *
 * @param eventType always {@value #EVENT_TYPE}
 * @param timestamp when it happened, {@code yyyy-MM-dd-HH:mm:ss} in the configured zone
 * @param jobType what happened
 * @param categoryId to which category
 * @param categoryName its name after that; of a deleted one, the last that it had
 */
@JsonPropertyOrder({"eventType", "timestamp", "jobType", "categoryId", "categoryName"})
record LectureCategoryChanged(
        String eventType, String timestamp, JobType jobType, long categoryId, String categoryName) {

    static final String EVENT_TYPE = "LectureCategoryChanged";

    // Its own: the mapper that answers requests can be configured, the bytes of an event must not change with it.
    private static final JsonMapper JSON = JsonMapper.builder().build();

    LectureCategoryChanged(String timestamp, JobType jobType, LectureCategory category) {
        this(EVENT_TYPE, timestamp, jobType, category.id(), category.name());
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }
}
