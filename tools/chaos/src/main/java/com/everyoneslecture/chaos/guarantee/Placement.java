package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.observe.Seen;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** In which partitions the records of one category are, and how often that changes from one version to the next. */
final class Placement {

    private final NavigableMap<Long, Integer> partitionByVersion = new TreeMap<>();
    private final Map<Integer, Long> highest = new HashMap<>(2);
    private int moves;

    /** Returns the highest version in a partition; 0 if there is none. */
    long highest(int partition) {
        return highest.getOrDefault(partition, 0L);
    }

    /** Returns how often the partition changes. */
    int moves() {
        return moves;
    }

    /**
     * Returns how often the partition would change with this record. Records of different partitions may be read in any order;
     * none that is still to come can take a change away.
     */
    int movesWith(Seen seen) {
        Map.Entry<Long, Integer> before =
                partitionByVersion.lowerEntry(seen.event().version());
        Map.Entry<Long, Integer> after =
                partitionByVersion.higherEntry(seen.event().version());
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
        partitionByVersion.put(seen.event().version(), seen.partition());
        highest.merge(seen.partition(), seen.event().version(), Math::max);
    }
}
