package com.everyoneslecture.category;

/** The kind of a change of a category. */
enum JobType {
    INSERT,
    UPDATE,
    DELETE
}
