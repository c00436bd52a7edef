package com.everyoneslecture.chaos.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** All records that were read from the topic. One thread adds; any thread may read. */
public final class TopicLog {

    private final Map<UUID, Seen> byEvent = new HashMap<>();
    private final Map<Long, List<Seen>> byKey = new HashMap<>();
    private final Map<Integer, List<Seen>> byPartition = new HashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Set<UUID> undone = new HashSet<>();
    private long records;
    private long undoneRead;

    /** Adds a record; those of a partition come in the order of their offsets. */
    public synchronized void add(Seen seen) {
        records++;
        if (byEvent.putIfAbsent(seen.event().id(), seen) == null
                && undone.contains(seen.event().id())) {
            undoneRead++;
        }
        byKey.computeIfAbsent(seen.event().key(), any -> new ArrayList<>(1)).add(seen);
        byPartition.computeIfAbsent(seen.partition(), any -> new ArrayList<>()).add(seen);
        positions.put(seen.partition(), seen.offset() + 1);
    }

    /** Notes that all records before this offset have been added. Some offsets have no records: transactions leave markers. */
    synchronized void reached(int partition, long offset) {
        positions.merge(partition, offset, Math::max);
    }

    public synchronized long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    /** Returns the first record of the event. */
    public synchronized Optional<Seen> first(UUID event) {
        return Optional.ofNullable(byEvent.get(event));
    }

    public synchronized boolean hasKey(long key) {
        return byKey.containsKey(key);
    }

    /** Notes events whose committed rows were undone. */
    public synchronized void undo(Collection<UUID> events) {
        for (UUID event : events) {
            if (undone.add(event) && byEvent.containsKey(event)) {
                undoneRead++;
            }
        }
    }

    /** Returns the number of different events, without those that were undone. */
    public synchronized long events() {
        return byEvent.size() - undoneRead;
    }

    /** Returns the number of records. */
    public synchronized long records() {
        return records;
    }

    /** Returns the records of a key, in the order in which they were read. */
    public synchronized List<Seen> history(long key) {
        return List.copyOf(byKey.getOrDefault(key, List.of()));
    }

    /** Returns the records of a partition from one offset to another one, which is not included. */
    public synchronized List<Seen> between(int partition, long from, long to) {
        List<Seen> all = byPartition.getOrDefault(partition, List.of());
        return List.copyOf(all.subList(indexOf(all, from), indexOf(all, to)));
    }

    private static int indexOf(List<Seen> ordered, long offset) {
        int low = 0;
        int high = ordered.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ordered.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
