package com.everyoneslecture.relay;

import com.everyoneslecture.capture.EventConsumer;
import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.publish.EventIdSet;
import com.everyoneslecture.publish.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Stands between the capture and the publisher. It holds events back until it is known which of them are published, and
 * then lets pass only those that are not. It never holds back an event that the ledger does not name: the worst of any
 * mistake is an event twice, never one lost.
 */
final class Gate implements EventConsumer {

    private final Publisher publisher;
    private final RelayListener listener;
    private final CompletableFuture<EventIdSet> opened = new CompletableFuture<>();
    private volatile EventIdSet published = new EventIdSet();

    Gate(Publisher publisher, RelayListener listener) {
        this.publisher = publisher;
        this.listener = listener;
    }

    /** Lets events pass. */
    void open(EventIdSet alreadyPublished) {
        published = alreadyPublished;
        opened.complete(alreadyPublished);
    }

    /** Nothing that was published before can come again: the ids need not be remembered any longer. */
    void forget() {
        published = new EventIdSet();
    }

    @Override
    public void accept(List<OutboxEvent> events) throws InterruptedException {
        awaitOpened();
        List<OutboxEvent> fresh = withoutPublished(events);
        if (fresh.size() < events.size()) {
            listener.skipped(events.size() - fresh.size());
        }
        if (!fresh.isEmpty()) {
            publisher.publish(fresh);
        }
    }

    private List<OutboxEvent> withoutPublished(List<OutboxEvent> events) {
        EventIdSet known = published;
        if (known.size() == 0) {
            return events;
        }
        List<OutboxEvent> fresh = new ArrayList<>(events.size());
        for (OutboxEvent event : events) {
            if (!known.contains(event.id())) {
                fresh.add(event);
            }
        }
        return fresh;
    }

    private void awaitOpened() throws InterruptedException {
        try {
            opened.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a gate that is opened has not failed", e);
        }
    }
}
