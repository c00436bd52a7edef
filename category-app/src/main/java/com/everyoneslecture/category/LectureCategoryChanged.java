package com.everyoneslecture.category;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import tools.jackson.databind.json.JsonMapper;

/**
 * The payload of a category's event. Consumers expect exactly these fields in exactly this order; all other data of an
 * event are in the columns of its outbox row.
 *
 * @param eventType always {@value #EVENT_TYPE}
 * @param timestamp the time of the change, {@code yyyy-MM-dd-HH:mm:ss} in the configured zone
 * @param jobType the kind of the change
 * @param categoryId the changed category
 * @param categoryName its name after the change; for a deletion, its last name
 */
@JsonPropertyOrder({"eventType", "timestamp", "jobType", "categoryId", "categoryName"})
record LectureCategoryChanged(
        String eventType, String timestamp, JobType jobType, long categoryId, String categoryName) {

    static final String EVENT_TYPE = "LectureCategoryChanged";

    // A separate mapper, because the one for responses can be configured, which must not change the bytes of an event.
    private static final JsonMapper JSON = JsonMapper.builder().build();

    LectureCategoryChanged(String timestamp, JobType jobType, LectureCategory category) {
        this(EVENT_TYPE, timestamp, jobType, category.id(), category.name());
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }
}
