package com.everyoneslecture.chaos.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The existing categories, as far as known. Hot ones receive half of the changes and are never deleted. */
final class Keys {

    private static final int HOT = 8;
    private static final int ENOUGH = 5_000;

    private final List<Long> hot = new ArrayList<>();
    private final List<Long> cold = new ArrayList<>();

    synchronized void add(long key) {
        (hot.size() < HOT ? hot : cold).add(key);
    }

    /** Returns whether there are enough, so that no more need be created. */
    synchronized boolean areEnough() {
        return cold.size() >= ENOUGH;
    }

    /** Returns any of them; empty if there are none yet. */
    synchronized Optional<Long> any(Random random) {
        boolean fromHot = cold.isEmpty() || random.nextBoolean();
        return pick(fromHot ? hot : cold, random);
    }

    /** Takes one that may be deleted. */
    synchronized Optional<Long> takeCold(Random random) {
        Optional<Long> taken = pick(cold, random);
        taken.ifPresent(this::forget);
        return taken;
    }

    /** Removes one that no longer exists. */
    synchronized void forget(long key) {
        int index = cold.indexOf(key);
        if (index >= 0) {
            cold.set(index, cold.get(cold.size() - 1));
            cold.remove(cold.size() - 1);
        }
    }

    private static Optional<Long> pick(List<Long> keys, Random random) {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(random.nextInt(keys.size())));
    }
}
