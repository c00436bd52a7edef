package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.observe.Event;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of the writes of one service, as far as the writers know. Any thread may write and read. */
public final class Journal {

    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Change> acknowledgedChanges = ConcurrentHashMap.newKeySet();
    private final Set<UUID> rolledBack = ConcurrentHashMap.newKeySet();
    private final Set<UUID> undone = ConcurrentHashMap.newKeySet();
    private final Set<Long> undoneKeys = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Appended> appended = new ConcurrentHashMap<>();
    private final LongAdder unanswered = new LongAdder();

    /**
     * A change of a category.
     *
     * @param aggregateId of the category
     * @param version that it has since
     */
    public record Change(long aggregateId, long version) {}

    /** An event is about to be appended. Nobody knows yet whether it will be committed. */
    public void appending(UUID event, Appended what) {
        appended.put(event, what);
    }

    /** What was appended; empty for an event of which no writer has told. */
    public Optional<Appended> appended(UUID event) {
        return Optional.ofNullable(appended.get(event));
    }

    /** The database has acknowledged the commit. */
    public void committed(Iterable<UUID> events) {
        events.forEach(event -> {
            if (!undone.contains(event)) {
                acknowledged.add(event);
            }
        });
    }

    /** The service has answered that it is done. */
    void answered(Change change) {
        acknowledgedChanges.add(change);
    }

    /** The transaction has not been committed, and never will be. */
    public void rolledBack(Iterable<UUID> events) {
        events.forEach(rolledBack::add);
    }

    /** Nobody knows. */
    void unanswered() {
        unanswered.increment();
    }

    public boolean wasRolledBack(UUID event) {
        return rolledBack.contains(event);
    }

    /**
     * A copy of the database that is older than these rows was put back: what was acknowledged of them is void, and their
     * versions can be given out again.
     */
    public void undo(Collection<Event> events) {
        events.forEach(event -> {
            undone.add(event.id());
            undoneKeys.add(event.key());
            acknowledged.remove(event.id());
            acknowledgedChanges.remove(new Change(event.key(), event.version()));
        });
    }

    public boolean wasUndone(UUID event) {
        return undone.contains(event);
    }

    /** Events whose commit was acknowledged. */
    public Set<UUID> acknowledged() {
        return acknowledged;
    }

    /** Changes that the service has confirmed. */
    public Set<Change> acknowledgedChanges() {
        return acknowledgedChanges;
    }

    /** Whether an event of this category was taken back. */
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
