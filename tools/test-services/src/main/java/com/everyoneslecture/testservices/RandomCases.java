package com.everyoneslecture.testservices;

import java.util.List;
import java.util.Random;

/**
 * The chance that a test leaves its inputs to. It prints its seed: {@code -Drandom.seed} repeats the inputs of a run, and
 * {@code -Drandom.count} sets their number.
 *
 * @param count of the inputs
 */
public record RandomCases(Random random, int count) {

    private static final String SEED = "random.seed";
    private static final String COUNT = "random.count";

    /**
     * Begins a run.
     *
     * @param what is made up, for the line that is printed
     * @param usual number of inputs
     */
    public static RandomCases of(String what, int usual) {
        long seed = Long.getLong(SEED, System.nanoTime());
        int count = Integer.getInteger(COUNT, usual);
        System.out.println(count + " random " + what + ": -D" + SEED + "=" + seed);
        return new RandomCases(new Random(seed), count);
    }

    /** Returns one of the list. */
    public <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Returns a number from 0 to the bound, without it. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns so many bytes of any value. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
