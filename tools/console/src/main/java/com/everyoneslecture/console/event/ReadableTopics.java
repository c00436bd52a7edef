package com.everyoneslecture.console.event;

import com.everyoneslecture.console.flow.NamePatterns;
import java.util.Set;

/**
 * The topics whose records every reader of the console may see: those whose events the page shows anyway, and configured ones. Kafka's own
 * topics and the relay's ledgers are none of them.
 *
 * @param shown the topic of the pipeline and the dead letter topics
 * @param further configured topics
 */
public record ReadableTopics(Set<String> shown, NamePatterns further) {

    public ReadableTopics {
        shown = Set.copyOf(shown);
    }

    /** Returns whether the records of a topic may be shown. */
    public boolean have(String topic) {
        boolean isInternal = topic.startsWith("__") || topic.startsWith("outbox-relay.");
        return shown.contains(topic) || (!isInternal && further.match(topic));
    }
}
