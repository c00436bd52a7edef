package com.everyoneslecture.relay;

import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.publish.DeadLetter;
import com.everyoneslecture.publish.Publisher;
import java.time.Duration;
import java.util.List;

/** Publishes, and tells the listener what became of it. */
record ObservedPublisher(Publisher publisher, RelayListener listener) implements Publisher {

    @Override
    public List<DeadLetter> publish(List<OutboxEvent> events) throws InterruptedException {
        long beganNanos = System.nanoTime();
        List<DeadLetter> letters = publisher.publish(events);
        listener.published(events, Duration.ofNanos(System.nanoTime() - beganNanos));
        if (!letters.isEmpty()) {
            listener.deadLettered(letters);
        }
        return letters;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
