/** What makes the guarantee: filters what is published already, checks safe points against the outbox, and publishes from the table what the log did not deliver. */
@NullMarked
package com.everyoneslecture.relay.recovery;

import org.jspecify.annotations.NullMarked;
