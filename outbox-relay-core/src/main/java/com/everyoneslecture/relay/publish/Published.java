package com.everyoneslecture.relay.publish;

import com.everyoneslecture.relay.routing.DeadLetter;
import java.util.List;

/**
 * The outcome of one transaction: the first events of a batch are published.
 *
 * @param events how many, at least one
 * @param letters those of them that went to a dead letter topic
 */
public record Published(int events, List<DeadLetter> letters) {}
