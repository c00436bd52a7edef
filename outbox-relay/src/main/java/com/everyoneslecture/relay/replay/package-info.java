/**
 * Publishes chosen events of the outbox once more, unchanged except for a header that marks them. It uses neither the relay nor
 * its slot nor its ledger, and the relay need not run.
 */
@NullMarked
package com.everyoneslecture.relay.replay;

import org.jspecify.annotations.NullMarked;
