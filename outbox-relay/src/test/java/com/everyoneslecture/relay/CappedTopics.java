package com.everyoneslecture.relay;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/**
 * A policy of a broker, as of managed brokers: clients may not set the size of a topic's records or of its segments. For a topic
 * whose name begins with {@code older}, the broker does not know these settings, as one of an earlier version.
 */
public final class CappedTopics implements CreateTopicPolicy {

    private static final Set<String> RESERVED = Set.of("max.message.bytes", "segment.ms");

    @Override
    public void configure(Map<String, ?> configs) {
        // Has no settings.
    }

    @Override
    public void validate(RequestMetadata request) {
        Set<String> refused = new TreeSet<>(request.configs().keySet());
        refused.retainAll(RESERVED);
        if (!refused.isEmpty() && request.topic().startsWith("older")) {
            throw new InvalidConfigurationException("Unknown topic config name: " + refused);
        }
        if (!refused.isEmpty() || request.topic().startsWith("reserved")) {
            throw new PolicyViolationException("not for you to choose: " + refused);
        }
    }

    @Override
    public void close() {
        // It has no resources.
    }
}
