package com.everyoneslecture.category;

/** What was done to a category. */
enum JobType {
    INSERT,
    UPDATE,
    DELETE
}
