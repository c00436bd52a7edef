package com.everyoneslecture.chaos.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes samples of the lags, in a thread of its own, until it is closed. */
final class Sampler implements AutoCloseable {

    private static final long PAUSE_MILLIS = 250;

    private final Stopwatch time;
    private final Watch watch;
    private final RunListener listener;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "sampler");

    Sampler(Stopwatch time, Watch watch, RunListener listener) {
        this.time = time;
        this.watch = watch;
        this.listener = listener;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Does not wait for the last sample. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Sample sample = new Sample(time.millis(), watch.lags(), watch.published());
                add(sample);
                listener.sample(sample);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void add(Sample sample) {
        samples.add(sample);
    }
}
