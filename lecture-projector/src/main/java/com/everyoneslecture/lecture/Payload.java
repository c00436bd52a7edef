package com.everyoneslecture.lecture;

/**
 * What the record's value says; each field has its type and is there, and nothing more is known of it.
 *
 * @param eventType such as {@code LectureCategoryChanged}
 * @param jobType {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param categoryId the category
 * @param categoryName its name
 */
record Payload(String eventType, String jobType, long categoryId, String categoryName) {}
