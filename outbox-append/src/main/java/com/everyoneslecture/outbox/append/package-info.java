/**
 * Appends events to the outbox: a change and its event are stored by one transaction, or neither is.
 *
 * <p>Start with {@link com.everyoneslecture.outbox.append.Outbox} and {@link com.everyoneslecture.outbox.append.NewEvent}. The row is
 * inserted over the connection of the change. It becomes an event at the commit of that transaction. Nothing here reads, changes or
 * deletes it; the relay carries committed rows further.
 *
 * <p>Every public type of this package is stable unless its Javadoc marks a part as internal. No parameter and no result is null
 * unless it is marked {@code @Nullable}. Needs JDBC alone, without Spring; PostgreSQL's driver is the caller's.
 */
@NullMarked
package com.everyoneslecture.outbox.append;

import org.jspecify.annotations.NullMarked;
