package com.everyoneslecture.relay.report;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.publish.Published;
import com.everyoneslecture.relay.publish.Publisher;
import com.everyoneslecture.relay.routing.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Publishes whole batches, in as many transactions as they take, and notifies the listener after each. */
public record ObservedPublisher(Publisher publisher, RelayListener listener) implements Publisher {

    @Override
    public Published publish(List<OutboxEvent> events) throws InterruptedException {
        List<DeadLetter> letters = new ArrayList<>(0);
        int count = 0;
        while (count < events.size()) {
            long beganNanos = System.nanoTime();
            List<OutboxEvent> remaining = events.subList(count, events.size());
            Published published = publisher.publish(remaining);
            listener.published(
                    remaining.subList(0, published.events()), Duration.ofNanos(System.nanoTime() - beganNanos));
            if (!published.letters().isEmpty()) {
                listener.deadLettered(published.letters());
            }
            letters.addAll(published.letters());
            count += published.events();
        }
        return new Published(count, letters);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
