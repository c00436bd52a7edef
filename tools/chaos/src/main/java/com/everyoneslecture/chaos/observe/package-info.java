/**
 * Observations from outside: the outbox, the topic as a {@code read_committed} consumer reads it, the slot, the group's offsets and the
 * read model. No request goes to the services.
 */
@NullMarked
package com.everyoneslecture.chaos.observe;

import org.jspecify.annotations.NullMarked;
