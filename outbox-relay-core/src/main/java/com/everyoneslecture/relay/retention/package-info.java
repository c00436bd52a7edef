/** The outbox's daily partitions: creates those to come, drops those that are past their retention and published. */
@NullMarked
package com.everyoneslecture.relay.retention;

import org.jspecify.annotations.NullMarked;
