package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.observe.Seen;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The partitions of the records of one key, and the number of changes between them from one event to the next. */
final class Placement {

    private final NavigableMap<Long, Integer> partitionByPlace = new TreeMap<>();
    private final Map<Integer, Long> highest = new HashMap<>(2);
    private int moves;

    /** Returns the highest place in a partition; 0 if there is none. */
    long highest(int partition) {
        return highest.getOrDefault(partition, 0L);
    }

    /** Returns how often the partition changes. */
    int moves() {
        return moves;
    }

    /**
     * Returns how often the partition would change with this record. Records of different partitions may be read in any order. No later
     * record can reduce the number of changes.
     */
    int movesWith(Seen seen) {
        Map.Entry<Long, Integer> before = partitionByPlace.lowerEntry(seen.place());
        Map.Entry<Long, Integer> after = partitionByPlace.higherEntry(seen.place());
        int added = 0;
        if (before != null && before.getValue() != seen.partition()) {
            added++;
        }
        if (after != null && after.getValue() != seen.partition()) {
            added++;
        }
        if (before != null && after != null && !before.getValue().equals(after.getValue())) {
            added--;
        }
        return moves + added;
    }

    void add(Seen seen) {
        moves = movesWith(seen);
        partitionByPlace.put(seen.place(), seen.partition());
        highest.merge(seen.partition(), seen.place(), Math::max);
    }
}
