/**
 * Checks all prerequisites of the relay, and reports the result of each check with its exact fix. The checks of a start are
 * defined in {@link com.everyoneslecture.outbox.capture.slot.Prerequisites} and reused here; the others find problems that a
 * start need not reject, but that hurt later. It changes nothing.
 */
@NullMarked
package com.everyoneslecture.relay.doctor;

import org.jspecify.annotations.NullMarked;
