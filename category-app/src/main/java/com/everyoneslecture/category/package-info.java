/**
 * The category service: lecture categories, and an event with every change of one.
 *
 * <p>A category's version starts at 1 and rises by one with each change. It has three uses: optimistic locking compares
 * it, clients get it as the ETag, and it is the aggregate version of the event. An event is appended only where the
 * change is written to the database ({@link com.everyoneslecture.category.LectureCategoryEvents}), so no caller can
 * forget one.
 */
@NullMarked
package com.everyoneslecture.category;

import org.jspecify.annotations.NullMarked;
