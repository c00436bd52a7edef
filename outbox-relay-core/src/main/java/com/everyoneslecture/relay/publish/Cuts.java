package com.everyoneslecture.relay.publish;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sizes of the parts in which the rest of a batch is published, in its order. A part with a rejected event is cut in two,
 * so k rejected events among n are found in about k log n transactions, and the events before them are committed meanwhile.
 *
 * <p>Used by one thread.
 */
final class Cuts {

    private final Deque<Integer> sizes = new ArrayDeque<>();

    /**
     * Returns the size of the next part.
     *
     * @param remaining the events that are not published; an unexpected number begins a new batch
     * @param limit of one part
     */
    int next(int remaining, int limit) {
        if (sizes.stream().mapToInt(Integer::intValue).sum() != remaining) {
            sizes.clear();
            sizes.push(remaining);
        }
        if (sizes.element() > limit) {
            cut(limit);
        }
        return sizes.element();
    }

    /** Cuts the next part after this number of events. */
    void cut(int first) {
        int size = sizes.pop();
        sizes.push(size - first);
        sizes.push(first);
    }

    /** The next part is published. */
    void published() {
        sizes.pop();
    }

    /** Returns whether the whole batch is published. */
    boolean isEmpty() {
        return sizes.isEmpty();
    }
}
