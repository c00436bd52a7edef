package com.everyoneslecture.chaos.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The categories that there are, as far as known. Hot ones are changed half of the time and never deleted. */
final class Keys {

    private static final int HOT = 8;
    private static final int ENOUGH = 5_000;

    private final List<Long> hot = new ArrayList<>();
    private final List<Long> cold = new ArrayList<>();

    synchronized void add(long key) {
        (hot.size() < HOT ? hot : cold).add(key);
    }

    /** Whether there are so many that no more need be created. */
    synchronized boolean areEnough() {
        return cold.size() >= ENOUGH;
    }

    /** Any of them; none if there are none yet. */
    synchronized Optional<Long> any(Random random) {
        boolean fromHot = cold.isEmpty() || random.nextBoolean();
        return pick(fromHot ? hot : cold, random);
    }

    /** One that may be deleted. */
    synchronized Optional<Long> takeCold(Random random) {
        Optional<Long> taken = pick(cold, random);
        taken.ifPresent(this::forget);
        return taken;
    }

    /** It is not there any more. */
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
