package com.everyoneslecture.benchmarks.hostile;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends requests, one after the other. */
final class Flood implements HostileClient {

    private final String kind;
    private final List<RawRequest> requests;
    private final long pauseMillis;
    private final Tally tally;
    private int next;

    Flood(String kind, List<RawRequest> requests, long pauseMillis, Tally tally) {
        this.kind = kind;
        this.requests = requests;
        this.pauseMillis = pauseMillis;
        this.tally = tally;
    }

    @Override
    public void step() throws InterruptedException {
        RawRequest request = requests.get(next++ % requests.size());
        try {
            tally.add(kind, request.status());
        } catch (IOException e) {
            tally.add(kind, e.getClass().getSimpleName());
        }
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
    }
}
