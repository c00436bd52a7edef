/**
 * Appends events to the outbox: a change and its event are stored by one transaction, or neither is.
 *
 * <p>Start with {@link com.everyoneslecture.outbox.append.Outbox} and {@link com.everyoneslecture.outbox.append.NewEvent}. The
 * row is inserted over the connection of the change, and becomes an event when that transaction commits. This package only
 * inserts; the relay publishes the committed rows.
 *
 * <p>Every public type of this package is stable unless its Javadoc marks a part as internal. No parameter and no result is
 * null unless it is marked {@code @Nullable}. The only dependency is JDBC: the caller provides PostgreSQL's driver, and Spring
 * is not needed.
 */
@NullMarked
package com.everyoneslecture.outbox.append;

import org.jspecify.annotations.NullMarked;
