package com.everyoneslecture.relay.kafka;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the topics that a relay has created for aggregate types without a route, from the start of its process. The names of
 * these types are data of the writers: without a bound, a writer that puts an id into the type would fill the brokers with topics.
 *
 * <p>Any thread may use it.
 */
public final class UnconfiguredTopics {

    private static final Logger LOG = LoggerFactory.getLogger(UnconfiguredTopics.class);

    private final AtomicInteger created = new AtomicInteger();
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Returns whether one more topic may be created. */
    boolean hasRoom(int maximum) {
        return created.get() < maximum;
    }

    /** Returns the rejection of a topic beyond the maximum. The first one is logged. */
    TooManyTopicsException rejection(String topic, int maximum) {
        if (!warned.getAndSet(true)) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("maximum", maximum)
                    .log(
                            "the maximum of topics for aggregate types without a route is reached: events of further types go to the"
                                    + " dead letter topic. Configure routes for them, or raise relay.topics.maximum-unconfigured");
        }
        return new TooManyTopicsException(topic, maximum);
    }

    void created() {
        created.incrementAndGet();
    }
}
