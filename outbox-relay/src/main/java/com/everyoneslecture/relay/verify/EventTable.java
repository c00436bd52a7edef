package com.everyoneslecture.relay.verify;

import java.util.UUID;

/**
 * Keeps a row for each event: its version, its order of appending, its key (a number) and its flags (bits). An event takes 37
 * bytes in a slot, and three of four slots are used. Open addressing with linear probing. Not thread-safe.
 */
final class EventTable {

    private static final int LEAST_SLOTS = 1_024;
    private static final byte OCCUPIED = 1;

    private long[] highs;
    private long[] lows;
    private long[] versions;
    private long[] appended;
    private int[] keys;
    // One byte for each slot: whether the slot is occupied, and the caller's bits.
    private byte[] states;
    private int size;

    /** @param expected the number of events for which the table is sized; it grows for more */
    EventTable(long expected) {
        int slots = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(LEAST_SLOTS, expected * 4 / 3 + 1));
        highs = new long[slots];
        lows = new long[slots];
        versions = new long[slots];
        appended = new long[slots];
        keys = new int[slots];
        states = new byte[slots];
    }

    int size() {
        return size;
    }

    /** Adds an event, if it is not there already. Returns its slot, which holds until the next is added. */
    int add(UUID id, long version, long appended, int key) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        int slot = slotOf(high, low);
        if (states[slot] != 0) {
            return slot;
        }
        if (size >= (long) states.length * 3 / 4 + 1) {
            grow();
            slot = slotOf(high, low);
        }
        put(slot, high, low, version, appended, key, OCCUPIED);
        size++;
        return slot;
    }

    /** The slot of an event; -1 if it is not there. */
    int find(UUID id) {
        int slot = slotOf(id.getMostSignificantBits(), id.getLeastSignificantBits());
        return states[slot] == 0 ? -1 : slot;
    }

    long version(int slot) {
        return versions[slot];
    }

    /** The number of the append: of two events of one version, the later one has the higher number. */
    long appended(int slot) {
        return appended[slot];
    }

    int key(int slot) {
        return keys[slot];
    }

    boolean is(int slot, byte bit) {
        return (states[slot] & bit) != 0;
    }

    void mark(int slot, byte bit) {
        states[slot] |= bit;
    }

    /** Passes every event to the visitor. */
    void forEach(Visitor visitor) {
        for (int slot = 0; slot < states.length; slot++) {
            if (states[slot] != 0) {
                visitor.visit(slot, new UUID(highs[slot], lows[slot]));
            }
        }
    }

    /** Returns the slot that holds the event, or the empty one where it belongs. */
    private int slotOf(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        // The upper half as a fraction of the slots, whose number need not be a power of two.
        int slot = (int) (((mixed >>> 32) * states.length) >>> 32);
        while (states[slot] != 0 && (highs[slot] != high || lows[slot] != low)) {
            slot = slot + 1 == states.length ? 0 : slot + 1;
        }
        return slot;
    }

    private void grow() {
        EventTable larger = new EventTable((long) states.length * 3 / 2);
        for (int slot = 0; slot < states.length; slot++) {
            if (states[slot] != 0) {
                larger.put(
                        larger.slotOf(highs[slot], lows[slot]),
                        highs[slot],
                        lows[slot],
                        versions[slot],
                        appended[slot],
                        keys[slot],
                        states[slot]);
            }
        }
        highs = larger.highs;
        lows = larger.lows;
        versions = larger.versions;
        appended = larger.appended;
        keys = larger.keys;
        states = larger.states;
    }

    private void put(int slot, long high, long low, long version, long append, int key, byte state) {
        highs[slot] = high;
        lows[slot] = low;
        versions[slot] = version;
        appended[slot] = append;
        keys[slot] = key;
        states[slot] = state;
    }

    /** Sees events. */
    @FunctionalInterface
    interface Visitor {
        void visit(int slot, UUID id);
    }
}
