package com.everyoneslecture.chaos.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * The sequence of the faults. The same seed and the same faults give the same sequence, whatever effect they have. Each fault occurs once
 * before one of them occurs again.
 */
public final class FaultSequence {

    private static final int SHORTEST_HOLD_MILLIS = 1_000;
    private static final int LONGEST_HOLD_MILLIS = 8_000;
    private static final int LONGEST_QUIET_MILLIS = 2_000;

    private final List<Fault> faults;
    private final Random random;
    private final boolean endless;
    private final Optional<Duration> hold;
    private final Deque<Fault> round = new ArrayDeque<>();
    private int rounds;

    /**
     * A fault and its time.
     *
     * @param fault the fault
     * @param hold the time for which it holds
     * @param quiet the time without a fault after the recovery
     */
    public record Step(Fault fault, Duration hold, Duration quiet) {}

    private FaultSequence(List<Fault> faults, long seed, boolean endless, Optional<Duration> hold) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("no faults");
        }
        this.faults = List.copyOf(faults);
        this.random = new Random(seed);
        this.endless = endless;
        this.hold = hold;
    }

    /** Returns all faults in random order, then all again in another random order, and so on. */
    public static FaultSequence random(List<Fault> faults, long seed, Optional<Duration> hold) {
        return new FaultSequence(faults, seed, true, hold);
    }

    /** Returns each fault once, in the given order. */
    public static FaultSequence each(List<Fault> faults, long seed, Optional<Duration> hold) {
        return new FaultSequence(faults, seed, false, hold);
    }

    /** Returns the number of its steps; empty if it has no end. */
    public OptionalInt size() {
        return endless ? OptionalInt.empty() : OptionalInt.of(faults.size());
    }

    /** Returns the next step; empty if there is none. */
    public Optional<Step> next() {
        if (round.isEmpty() && (endless || rounds == 0)) {
            rounds++;
            List<Fault> order = new ArrayList<>(faults);
            if (endless) {
                Collections.shuffle(order, random);
            }
            round.addAll(order);
        }
        Duration held = millis(SHORTEST_HOLD_MILLIS, LONGEST_HOLD_MILLIS);
        Duration quiet = millis(0, LONGEST_QUIET_MILLIS);
        return Optional.ofNullable(round.poll()).map(fault -> new Step(fault, hold.orElse(held), quiet));
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(least + (long) random.nextInt(most - least));
    }
}
