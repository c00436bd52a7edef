/**
 * What really happened, looked at from outside: the outbox, the topic as a {@code read_committed} consumer sees it, the slot,
 * the group's offsets and the read model. Nothing here asks the services.
 */
@NullMarked
package com.everyoneslecture.chaos.observe;

import org.jspecify.annotations.NullMarked;
