package com.everyoneslecture.relay.verify;

import java.util.Arrays;

/**
 * The keys of several aggregates that are one key, because it is the separate key of some of their events: all events of such a
 * key have one order. Not thread-safe.
 */
final class SharedKeys {

    private static final int NOT_SHARED = -1;

    private int[] numbers = new int[0];
    private int size;

    /**
     * Adds a shared key.
     *
     * @param from the number of the first of its aggregates' keys
     * @param to the number after the last one
     */
    void add(int from, int to) {
        if (to > numbers.length) {
            int length = numbers.length;
            numbers = Arrays.copyOf(numbers, Math.max(to, length + length / 2));
            Arrays.fill(numbers, length, numbers.length, NOT_SHARED);
        }
        Arrays.fill(numbers, from, to, size);
        size++;
    }

    /** The number of shared keys, which are numbered from 0. */
    int size() {
        return size;
    }

    /** The number of the shared key that a key of an aggregate is; negative if no other aggregate shares it. */
    int of(int key) {
        return key < numbers.length ? numbers[key] : NOT_SHARED;
    }
}
