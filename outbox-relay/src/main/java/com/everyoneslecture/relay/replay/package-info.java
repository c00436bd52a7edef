/**
 * Publishes chosen events of the outbox once more, as they were, marked by a header. The relay, its slot and its ledger take
 * no part in it and need not run.
 */
@NullMarked
package com.everyoneslecture.relay.replay;

import org.jspecify.annotations.NullMarked;
