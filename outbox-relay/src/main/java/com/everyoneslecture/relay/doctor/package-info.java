/**
 * Looks at everything that the relay needs, and says of each point how it stands and what exactly mends it. What a start
 * checks itself is defined in {@link com.everyoneslecture.outbox.capture.slot.Prerequisites} and only asked here; the rest are points that
 * no start could refuse, but that hurt later. It changes nothing.
 */
@NullMarked
package com.everyoneslecture.relay.doctor;

import org.jspecify.annotations.NullMarked;
