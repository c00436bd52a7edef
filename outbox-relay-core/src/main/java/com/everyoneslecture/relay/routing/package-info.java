/** The routing of events: their topics and keys, their records, and the destinations of events that a broker rejects. */
@NullMarked
package com.everyoneslecture.relay.routing;

import org.jspecify.annotations.NullMarked;
