package com.everyoneslecture.console.stream;

import java.util.ArrayDeque;
import java.util.List;

/** The last minutes in which a page was open. Used by any thread. */
public final class History {

    private static final int SAMPLES = 300;
    private static final int MARKS = 200;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();

    synchronized void add(Sample sample) {
        samples.addLast(sample);
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
    }

    synchronized void add(Mark mark) {
        marks.addLast(mark);
        if (marks.size() > MARKS) {
            marks.removeFirst();
        }
    }

    /** Returns the samples and the marks, the oldest first. */
    public synchronized Remembered remembered() {
        return new Remembered(List.copyOf(samples), List.copyOf(marks));
    }

    /** The content of the plots. */
    public record Remembered(List<Sample> samples, List<Mark> marks) {}
}
