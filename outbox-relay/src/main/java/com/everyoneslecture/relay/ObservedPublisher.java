package com.everyoneslecture.relay;

import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.publish.DeadLetter;
import com.everyoneslecture.publish.Published;
import com.everyoneslecture.publish.Publisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Publishes whole batches, in as many transactions as they take, and notifies the listener after each. */
record ObservedPublisher(Publisher publisher, RelayListener listener) implements Publisher {

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
