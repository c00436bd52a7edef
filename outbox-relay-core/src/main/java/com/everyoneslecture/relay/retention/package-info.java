/** The outbox's daily partitions: creates future ones, and drops published ones after their retention. */
@NullMarked
package com.everyoneslecture.relay.retention;

import org.jspecify.annotations.NullMarked;
