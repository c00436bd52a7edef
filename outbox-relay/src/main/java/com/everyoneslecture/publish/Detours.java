package com.everyoneslecture.publish;

import com.everyoneslecture.capture.OutboxEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidTopicException;

/** Where the events of one batch go, by what has been refused so far. Used by one thread. */
final class Detours {

    private final Channels channels;
    private final String lastResort;
    private final Map<String, Destination> byAggregateType = new HashMap<>();
    private final Map<Integer, Destination> byEvent = new HashMap<>();
    private final Map<String, Refusal> refusedTopics = new HashMap<>();

    /** @param lastResort the dead letter topic of all that has no other */
    Detours(Channels channels, String lastResort) {
        this.channels = channels;
        this.lastResort = lastResort;
    }

    /** In the order of the events. */
    List<Destination> of(List<OutboxEvent> events) {
        List<Destination> destinations = new ArrayList<>(events.size());
        for (int index = 0; index < events.size(); index++) {
            destinations.add(of(index, events.get(index)));
        }
        return destinations;
    }

    /**
     * The topic of a destination is refused, or one event there.
     *
     * @throws org.apache.kafka.common.KafkaException the refusal, if there is nowhere left for the event
     */
    void refuse(int index, Destination refused, Refusal refusal) {
        if (refusal.reason().ofTheTopic()) {
            refusedTopics.put(refused.topic(), refusal);
        } else {
            byEvent.put(index, refused.after(refusal, lastResort));
        }
    }

    private Destination of(int index, OutboxEvent event) {
        Destination destination = byEvent.isEmpty() ? null : byEvent.get(index);
        if (destination == null) {
            destination = byAggregateType.computeIfAbsent(event.aggregateType(), this::first);
        }
        while (refusedTopics.containsKey(destination.topic())) {
            destination = destination.after(refusedTopics.get(destination.topic()), lastResort);
        }
        return destination;
    }

    private Destination first(String aggregateType) {
        try {
            return Destination.of(channels.of(aggregateType));
        } catch (IllegalArgumentException e) {
            Refusal illegal = new Refusal(Refusal.Reason.TOPIC_ILLEGAL, new InvalidTopicException(e.getMessage(), e));
            return new Destination(lastResort, ChannelSettings.to(aggregateType), illegal, true);
        }
    }
}
