package com.everyoneslecture.relay.ledger;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A set of event ids that needs 32 to 64 bytes for each id, because all ids that a relay has published may have to be in memory
 * at its next start. Open addressing with linear probing; the capacity doubles when half of it is used. Not thread-safe.
 */
public final class EventIdSet {

    private static final int INITIAL_SLOTS = 1_024;

    // Two longs for each slot. Both 0 is an empty slot; the one id with this value is stored separately.
    private long[] slots = new long[2 * INITIAL_SLOTS];
    private boolean containsZero;
    private int size;

    /** Returns the number of ids. */
    public int size() {
        return size;
    }

    /** Adds an id, if the set does not contain it. */
    public void add(UUID id) {
        add(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Adds all ids of a buffer, 16 bytes each. */
    void addAll(ByteBuffer ids) {
        while (ids.remaining() >= 2 * Long.BYTES) {
            add(ids.getLong(), ids.getLong());
        }
    }

    /** Adds all ids of another set. */
    void addAll(EventIdSet others) {
        others.forEach(this::add);
    }

    /** Passes each id to the consumer, in no order. */
    public void forEach(Consumer<UUID> consumer) {
        for (int at = 0; at < slots.length; at += 2) {
            if (slots[at] != 0 || slots[at + 1] != 0) {
                consumer.accept(new UUID(slots[at], slots[at + 1]));
            }
        }
        if (containsZero) {
            consumer.accept(new UUID(0, 0));
        }
    }

    void add(long high, long low) {
        if (high == 0 && low == 0) {
            size += containsZero ? 0 : 1;
            containsZero = true;
            return;
        }
        int slot = find(high, low);
        if (isEmpty(slot)) {
            put(slot, high, low);
            size++;
            if (size > slots.length / 4) {
                grow();
            }
        }
    }

    /** Returns whether the set contains the id. */
    public boolean contains(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        return (high == 0 && low == 0) ? containsZero : !isEmpty(find(high, low));
    }

    /** Returns the slot that holds the id, or the empty one where it belongs. */
    private int find(long high, long low) {
        int mask = slots.length / 2 - 1;
        int slot = hash(high, low) & mask;
        while (!isEmpty(slot) && (slots[2 * slot] != high || slots[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (int at = 0; at < old.length; at += 2) {
            if (old[at] != 0 || old[at + 1] != 0) {
                put(find(old[at], old[at + 1]), old[at], old[at + 1]);
            }
        }
    }

    private void put(int slot, long high, long low) {
        slots[2 * slot] = high;
        slots[2 * slot + 1] = low;
    }

    private boolean isEmpty(int slot) {
        return slots[2 * slot] == 0 && slots[2 * slot + 1] == 0;
    }

    /** UUIDv7 begins with a clock and ends with noise: both halves are mixed into all bits. */
    private static int hash(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
