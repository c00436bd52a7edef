/**
 * Compares the outbox with the topics, event by event. Of the relay's own data it uses only the last safe point, to tell lost
 * events from unpublished ones. It keeps about fifty bytes of each event, so that millions fit into memory.
 */
@NullMarked
package com.everyoneslecture.relay.verify;

import org.jspecify.annotations.NullMarked;
