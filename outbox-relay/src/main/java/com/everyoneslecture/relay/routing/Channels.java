package com.everyoneslecture.relay.routing;

import com.everyoneslecture.outbox.event.ChannelName;
import com.everyoneslecture.outbox.event.TopicName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the channel of an aggregate type: the one that is configured under the name that the naming rule gives it, such as
 * {@code out-categoryChanged} for {@code category}, or else one to the topic that the rule names. Used by one thread.
 */
public final class Channels {

    /** Types are data of the writers: there may be any number of them. */
    static final int REMEMBERED = 10_000;

    private final Map<String, ChannelSettings> configured;
    private final Map<String, ChannelSettings> byAggregateType = new HashMap<>();

    /** @param configured by channel name, {@code out-<topic>} */
    public Channels(Map<String, ChannelSettings> configured) {
        this.configured = Map.copyOf(configured);
    }

    /** The topics of the configured channels; others come to light with their events. */
    public Collection<String> configuredTopics() {
        return configured.values().stream().map(ChannelSettings::destination).toList();
    }

    /**
     * The channel of an aggregate type.
     *
     * @throws IllegalArgumentException if the type has no channel and the rule makes no legal topic of it
     */
    ChannelSettings of(String aggregateType) {
        ChannelSettings known = byAggregateType.get(aggregateType);
        if (known == null) {
            if (byAggregateType.size() >= REMEMBERED) {
                byAggregateType.clear();
            }
            known = find(aggregateType);
            byAggregateType.put(aggregateType, known);
        }
        return known;
    }

    private ChannelSettings find(String aggregateType) {
        TopicName byRule = TopicName.ofChanged(aggregateType);
        ChannelSettings channel = configured.get(ChannelName.out(byRule));
        return channel == null ? ChannelSettings.to(byRule.value()) : channel;
    }
}
