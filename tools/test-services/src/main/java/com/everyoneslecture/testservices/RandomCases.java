package com.everyoneslecture.testservices;

import java.util.List;
import java.util.Random;

/**
 * The random inputs of a test. It prints its seed: {@code -Drandom.seed} repeats the inputs of a run, and {@code -Drandom.count} sets their number.
 *
 * @param count the number of inputs
 */
public record RandomCases(Random random, int count) {

    private static final String SEED = "random.seed";
    private static final String COUNT = "random.count";

    /**
     * Starts a run, and prints its seed.
     *
     * @param what the name of the inputs, for the printed line
     * @param usual the default number of inputs
     */
    public static RandomCases of(String what, int usual) {
        long seed = Long.getLong(SEED, System.nanoTime());
        int count = Integer.getInteger(COUNT, usual);
        System.out.println(count + " random " + what + ": -D" + SEED + "=" + seed);
        return new RandomCases(new Random(seed), count);
    }

    /** Returns a random element of the list. */
    public <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Returns a random number from 0 to the bound, exclusive. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns this number of random bytes. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
