package com.everyoneslecture.lecture;

/**
 * The fields of a record's value. Each field is present and has its type; its content is not checked.
 *
 * @param eventType such as {@code LectureCategoryChanged}
 * @param jobType {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param categoryId the category
 * @param categoryName its name
 */
record Payload(String eventType, String jobType, long categoryId, String categoryName) {}
