package com.everyoneslecture.console.flow;

import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The recent end positions of the write-ahead log. Used by one thread at a time. */
final class WalHistory {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final long RATE_NANOS = Duration.ofMinutes(1).toNanos();

    private final ArrayDeque<Point> points = new ArrayDeque<>();

    private record Point(long nanos, long endBytes) {}

    /** Adds the end of the log at a time. */
    void add(long nowNanos, long endBytes) {
        if (!points.isEmpty() && points.getLast().endBytes() > endBytes) {
            points.clear();
        }
        points.addLast(new Point(nowNanos, endBytes));
        while (nowNanos - points.getFirst().nanos() > KEPT.toNanos()) {
            points.removeFirst();
        }
    }

    /** Returns the minimum time since the log ended at a position; 0 if it still does. */
    double secondsBehind(long nowNanos, long positionBytes) {
        for (Point point : points) {
            if (point.endBytes() > positionBytes) {
                return (nowNanos - point.nanos()) / 1e9;
            }
        }
        return 0;
    }

    /** Returns the time until the log has grown by this number of bytes at the rate of the last minute; null while it does not grow. */
    @Nullable
    Long secondsUntil(long nowNanos, long bytes) {
        Point newest = points.getLast();
        for (Point point : points) {
            long nanos = newest.nanos() - point.nanos();
            long grown = newest.endBytes() - point.endBytes();
            if (nowNanos - point.nanos() <= RATE_NANOS && nanos > 0 && grown > 0) {
                return (long) (bytes / (grown / (nanos / 1e9)));
            }
        }
        return null;
    }
}
