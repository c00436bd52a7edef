package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.publish.Published;
import com.everyoneslecture.relay.publish.Publisher;
import java.util.ArrayList;
import java.util.List;

/** Stores the published events, in their order. */
final class RecordingPublisher implements Publisher {

    private final List<OutboxEvent> published = new ArrayList<>();

    List<OutboxEvent> published() {
        return published;
    }

    @Override
    public Published publish(List<OutboxEvent> events) {
        published.addAll(events);
        return new Published(events.size(), List.of());
    }

    @Override
    public void close() {}
}
