package com.everyoneslecture.benchmarks.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says what is going on, a line for each step: measuring takes long. Any thread may say something. */
public final class Progress {

    private final PrintWriter out;
    private final long began = System.nanoTime();

    public Progress(PrintWriter out) {
        this.out = out;
    }

    /** Says it, with the time since the run began. */
    public void step(String text) {
        Duration passed = Duration.ofNanos(System.nanoTime() - began);
        out.printf(Locale.ROOT, "%3d:%02d  %s%n", passed.toMinutes(), passed.toSecondsPart(), text);
        out.flush();
    }

    /** Says which round of how many begins. */
    public void round(int round, int rounds, String what) {
        step("round %s of %s: %s".formatted(round, rounds, what));
    }
}
