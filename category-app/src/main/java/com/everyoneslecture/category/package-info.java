/**
 * The category service: lecture categories, and an event with every change of one.
 *
 * <p>A category's version starts at 1 and rises by one with each change. It is three things at once: what optimistic
 * locking compares, the ETag that clients see, and the aggregate version of the event. An event is appended where the
 * change is written to the database and nowhere else ({@link com.everyoneslecture.category.LectureCategoryEvents}), so
 * no caller can forget one.
 */
@NullMarked
package com.everyoneslecture.category;

import org.jspecify.annotations.NullMarked;
