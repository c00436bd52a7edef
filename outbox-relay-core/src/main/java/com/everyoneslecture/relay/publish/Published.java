package com.everyoneslecture.relay.publish;

import com.everyoneslecture.relay.routing.DeadLetter;
import java.util.List;

/**
 * The outcome of one transaction: the first events of a batch are published.
 *
 * @param events the number of events, at least one
 * @param letters the dead letters among them
 */
public record Published(int events, List<DeadLetter> letters) {}
