package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.observe.Event;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The results of the writes of one service, as far as the writers know them. Any thread may write and read. */
public final class Journal {

    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Change> acknowledgedChanges = ConcurrentHashMap.newKeySet();
    private final Set<Long> acknowledgedDeletions = ConcurrentHashMap.newKeySet();
    private final Set<UUID> rolledBack = ConcurrentHashMap.newKeySet();
    private final Set<UUID> undone = ConcurrentHashMap.newKeySet();
    private final Set<Long> undoneKeys = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Appended> appended = new ConcurrentHashMap<>();
    private final LongAdder unanswered = new LongAdder();

    /**
     * A change of a category.
     *
     * @param aggregateId the id of the category
     * @param version its version since the change
     */
    public record Change(long aggregateId, long version) {}

    /** Notes that an event is about to be appended. Its commit is still open. */
    public void appending(UUID event, Appended what) {
        appended.put(event, what);
    }

    /** Returns the appended data; empty for an event that no writer has noted. */
    public Optional<Appended> appended(UUID event) {
        return Optional.ofNullable(appended.get(event));
    }

    /** Notes that the database has acknowledged the commit. */
    public void committed(Iterable<UUID> events) {
        events.forEach(event -> {
            if (!undone.contains(event)) {
                acknowledged.add(event);
            }
        });
    }

    /** Notes that the service has confirmed the change. */
    void answered(Change change) {
        acknowledgedChanges.add(change);
    }

    /** Notes that the service has confirmed the deletion of a category; the answer does not contain its version. */
    public void deleted(long aggregateId) {
        acknowledgedDeletions.add(aggregateId);
    }

    /** Notes that the transaction has not been committed, and never will be. */
    public void rolledBack(Iterable<UUID> events) {
        events.forEach(rolledBack::add);
    }

    /** Notes a write whose result is unknown. */
    void unanswered() {
        unanswered.increment();
    }

    public boolean wasRolledBack(UUID event) {
        return rolledBack.contains(event);
    }

    /**
     * Notes that a copy of the database that is older than these rows was restored: their acknowledgements are void, and their versions can
     * be assigned again.
     */
    public void undo(Collection<Event> events) {
        events.forEach(event -> {
            undone.add(event.id());
            undoneKeys.add(event.key());
            acknowledged.remove(event.id());
            acknowledgedChanges.remove(new Change(event.key(), event.version()));
            // A deletion is the last event of its category.
            acknowledgedDeletions.remove(event.key());
        });
    }

    public boolean wasUndone(UUID event) {
        return undone.contains(event);
    }

    /** Returns the events whose commit was acknowledged. */
    public Set<UUID> acknowledged() {
        return acknowledged;
    }

    /** Returns the changes that the service has confirmed. */
    public Set<Change> acknowledgedChanges() {
        return acknowledgedChanges;
    }

    /** Returns the categories whose deletion the service has confirmed; an id is not assigned again. */
    public Set<Long> acknowledgedDeletions() {
        return acknowledgedDeletions;
    }

    /** Returns whether an event of this category was undone. */
    boolean isUndone(long key) {
        return undoneKeys.contains(key);
    }

    public long unansweredCount() {
        return unanswered.sum();
    }

    public int rolledBackCount() {
        return rolledBack.size();
    }
}
