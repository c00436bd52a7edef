/**
 * The outbox, from the side of who writes to it: a change and its event are stored by one transaction, or neither is.
 *
 * <p>The row is inserted over the very connection that the change went over. It becomes an event at the commit of that
 * transaction, and nothing here ever reads, changes or deletes it: the database does not even let this service look.
 * Carrying committed rows further is the relay's work.
 */
@NullMarked
package com.everyoneslecture.outbox.append;

import org.jspecify.annotations.NullMarked;
