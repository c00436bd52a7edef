package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.contender.Running;
import com.everyoneslecture.benchmarks.servers.Usage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Polls a topic every 20 ms. The end of the topic does not show the number of its events, because transactions leave markers. Only reading
 * the topic shows that it is complete, so it is read after it has not grown for a while.
 */
final class Watch {

    private static final long LOOK_MILLIS = 20;
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Watched topic;
    private final Running running;
    private final long events;

    private long began = System.nanoTime();
    private long grew = began;
    private long end;
    private @Nullable Usage atBegin;
    private Usage atEnd = new Usage(0, 0);

    Watch(Watched topic, Running running, long events) {
        this.topic = topic;
        this.running = running;
        this.events = events;
    }

    /** Returns when the topic has this end, markers included, or when nothing has arrived for a minute. */
    boolean awaitEnd(long wanted) throws InterruptedException {
        while (end < wanted && !isQuiet(SILENCE)) {
            look();
        }
        return end >= wanted;
    }

    /** Returns when the topic has stopped growing: after 3 s if all events can be in it, and otherwise after a minute. */
    void awaitQuiet() throws InterruptedException {
        while (!isQuiet(end >= events ? QUIET : SILENCE)) {
            look();
        }
    }

    /** Returns the time from the last poll of the empty topic to the poll with the highest end. */
    double seconds() {
        return (grew - began) / 1e9;
    }

    Usage usage() {
        return atEnd;
    }

    Usage usageOfDrain() {
        return atBegin == null ? atEnd : atEnd.since(atBegin);
    }

    long end() {
        return end;
    }

    private boolean isQuiet(Duration bound) {
        return System.nanoTime() - grew > bound.toNanos();
    }

    private void look() throws InterruptedException {
        long before = System.nanoTime();
        long now = topic.end();
        if (now > end) {
            grew = System.nanoTime();
            end = now;
            atEnd = running.usage();
        } else if (end == 0) {
            began = before;
            atBegin = running.usage();
        }
        running.requireAlive();
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
}
