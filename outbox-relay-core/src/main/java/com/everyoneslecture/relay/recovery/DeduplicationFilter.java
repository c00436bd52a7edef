package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.EventIdSet;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.ledger.SafePoints;
import com.everyoneslecture.relay.publish.Publisher;
import com.everyoneslecture.relay.report.RelayListener;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Filters the events between the capture and the publisher, and is the only way to the publisher once events flow. Holds events
 * back until the published ones are known, and then passes only the others. It never drops an event that the ledger does not
 * name: the worst result of any mistake is a duplicate, never a loss.
 *
 * <p>Only one thread publishes at a time: the capture's, or the one that checks safe points, when it has to publish events that
 * the log did not deliver or has a safe point to write.
 */
public final class DeduplicationFilter implements EventConsumer, SafePoints.Turn {

    private final Publisher publisher;
    private final RelayListener listener;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    /** Fair, because otherwise the capture's thread would keep it under load. */
    private final ReentrantLock publishing = new ReentrantLock(true);

    private LedgerContents ledger = LedgerContents.nothing();
    private EventIdSet expected = new EventIdSet();
    private EventIdSet delivered = new EventIdSet();
    private volatile boolean reached;

    private final AtomicLong deliveriesBegun = new AtomicLong();
    private final AtomicLong deliveriesEnded = new AtomicLong();

    public DeduplicationFilter(Publisher publisher, RelayListener listener) {
        this.publisher = publisher;
        this.listener = listener;
    }

    /** Returns whether the capture has delivered events, which wait here until it is opened. */
    public boolean reached() {
        return reached;
    }

    /** Returns the number of batches that the capture has delivered; empty while it delivers one. Any thread may call it. */
    public OptionalLong deliveries() {
        long ended = deliveriesEnded.get();
        return deliveriesBegun.get() == ended ? OptionalLong.of(ended) : OptionalLong.empty();
    }

    /** Lets events pass, except those that are published. */
    public void open(LedgerContents published) {
        remember(published);
        opened.complete(null);
    }

    /** Drops all that it remembers: no event that was published before it opened can be delivered again. */
    public void forget() {
        remember(LedgerContents.nothing());
    }

    @Override
    public void accept(List<OutboxEvent> events) throws InterruptedException {
        reached = true;
        deliveriesBegun.incrementAndGet();
        try {
            deliver(events);
        } finally {
            deliveriesEnded.incrementAndGet();
        }
    }

    private void deliver(List<OutboxEvent> events) throws InterruptedException {
        awaitOpened();
        publishing.lockInterruptibly();
        try {
            List<OutboxEvent> fresh = withoutPublished(events);
            if (fresh.size() < events.size()) {
                listener.skipped(events.size() - fresh.size());
            }
            if (!fresh.isEmpty()) {
                publisher.publish(fresh);
                noteDelivered(fresh);
            }
        } finally {
            publishing.unlock();
        }
    }

    /** Notes from now on which of these events the capture delivers, in place of those that were expected before. */
    void expect(EventIdSet events) throws InterruptedException {
        publishing.lockInterruptibly();
        try {
            expected = events;
            delivered = new EventIdSet();
        } finally {
            publishing.unlock();
        }
    }

    /**
     * Publishes expected events that the log did not deliver, and remembers them, because a capture that is only late may still
     * deliver them.
     *
     * @return the events that were not delivered meanwhile, and are published now
     */
    List<OutboxEvent> publishMissed(List<OutboxEvent> events) throws InterruptedException {
        publishing.lockInterruptibly();
        try {
            List<OutboxEvent> missed = events.stream()
                    .filter(event -> !delivered.contains(event.id()))
                    .toList();
            if (!missed.isEmpty()) {
                publisher.publish(missed);
                missed.forEach(ledger::add);
            }
            return missed;
        } finally {
            publishing.unlock();
        }
    }

    @Override
    public void ifIdle(Step step) throws Exception {
        if (publishing.tryLock()) {
            try {
                step.run();
            } finally {
                publishing.unlock();
            }
        }
    }

    private void noteDelivered(List<OutboxEvent> events) {
        if (expected.size() > 0) {
            for (OutboxEvent event : events) {
                if (expected.contains(event.id())) {
                    delivered.add(event.id());
                }
            }
        }
    }

    private List<OutboxEvent> withoutPublished(List<OutboxEvent> events) {
        if (ledger.isEmpty()) {
            return events;
        }
        List<OutboxEvent> fresh = new ArrayList<>(events.size());
        for (OutboxEvent event : events) {
            if (!ledger.names(event)) {
                fresh.add(event);
            }
        }
        return fresh;
    }

    private void remember(LedgerContents published) {
        publishing.lock();
        try {
            ledger = published;
        } finally {
            publishing.unlock();
        }
    }

    private void awaitOpened() throws InterruptedException {
        try {
            opened.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a filter that is opened has not failed", e);
        }
    }
}
