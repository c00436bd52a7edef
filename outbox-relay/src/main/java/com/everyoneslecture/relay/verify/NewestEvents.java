package com.everyoneslecture.relay.verify;

import java.util.Arrays;

/**
 * The newest event of each key so far, in the partition where the key was seen last. Added partitions move keys, and there is no
 * order between partitions. Not thread-safe.
 */
final class NewestEvents {

    private static final int NONE = -1;

    private final long[] versions;
    private final long[] appended;
    private final int[] partitions;

    /** @param keys the number of keys, numbered from 0 */
    NewestEvents(int keys) {
        versions = new long[keys];
        appended = new long[keys];
        partitions = new int[keys];
        Arrays.fill(partitions, NONE);
    }

    /** Takes the next event of a key. Returns whether it is in order: it is not older than the newest one in its partition. */
    boolean add(int key, int partition, long version, long append) {
        boolean older = version < versions[key] || (version == versions[key] && append < appended[key]);
        if (older && partitions[key] == partition) {
            return false;
        }
        versions[key] = version;
        appended[key] = append;
        partitions[key] = partition;
        return true;
    }
}
