package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.publish.Published;
import com.everyoneslecture.relay.publish.Publisher;
import java.util.ArrayList;
import java.util.List;

/** Stores the published events, in their order. */
final class RecordingPublisher implements Publisher {

    private final List<OutboxEvent> published = new ArrayList<>();

    private int maximum = Integer.MAX_VALUE;

    /** Makes every call fail once this many events are published. */
    void failAfter(int events) {
        maximum = events;
    }

    List<OutboxEvent> published() {
        return published;
    }

    @Override
    public Published publish(List<OutboxEvent> events) {
        if (published.size() >= maximum) {
            throw new IllegalStateException("not published");
        }
        published.addAll(events);
        return new Published(events.size(), List.of());
    }

    @Override
    public void close() {}
}
