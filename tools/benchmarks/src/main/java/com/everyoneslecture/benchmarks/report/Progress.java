package com.everyoneslecture.benchmarks.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints the progress, a line for each step, because measurements take long. Any thread may use it. */
public final class Progress {

    private final PrintWriter out;
    private final long began = System.nanoTime();

    public Progress(PrintWriter out) {
        this.out = out;
    }

    /** Prints a step, with the time since the run began. */
    public void step(String text) {
        Duration passed = Duration.ofNanos(System.nanoTime() - began);
        out.printf(Locale.ROOT, "%3d:%02d  %s%n", passed.toMinutes(), passed.toSecondsPart(), text);
        out.flush();
    }

    /** Prints the number of the round that begins. */
    public void round(int round, int rounds, String what) {
        step("round %s of %s: %s".formatted(round, rounds, what));
    }
}
