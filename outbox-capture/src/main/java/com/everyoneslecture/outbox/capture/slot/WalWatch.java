package com.everyoneslecture.outbox.capture.slot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Observes the slot over time: how far it is behind, and how long the server will still keep the log that it needs. The relay
 * recovers from an invalidated slot, but only with the rows that are still in the outbox, and publishes nothing for a while. So
 * this warns before.
 *
 * <p>Used by one thread.
 */
public final class WalWatch {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final double SCARCE = 0.1;
    private static final double HALF = 0.5;
    private static final int MAX_SAMPLES = 4_096;

    private final WalWatchSettings settings;
    private final Deque<Sample> ends = new ArrayDeque<>();
    private final Deque<Sample> room = new ArrayDeque<>();

    /** Creates a watch without observations. */
    public WalWatch(WalWatchSettings settings) {
        this.settings = settings;
    }

    /**
     * Adds the next status.
     *
     * @param nowNanos when the server reported it, by {@link System#nanoTime()}
     */
    public WalReport observe(long nowNanos, SlotStatus status) {
        Duration behind = behind(nowNanos, status);
        Duration timeLeft = timeLeft(nowNanos, status.safeWalBytes());
        return new WalReport(status, behind, timeLeft, danger(status, timeLeft));
    }

    private Duration behind(long nowNanos, SlotStatus status) {
        Lsn confirmed = status.confirmedFlushLsn();
        long position = confirmed == null ? 0 : confirmed.value();
        ends.addLast(new Sample(nowNanos, position + status.lagBytes()));
        if (status.lagBytes() <= 0) {
            ends.clear();
            ends.addLast(new Sample(nowNanos, position));
            return Duration.ZERO;
        }
        Sample before = null;
        while (!ends.isEmpty() && ends.getFirst().bytes() <= position) {
            before = ends.removeFirst();
        }
        if (before == null) {
            thin();
            return Duration.ofNanos(nowNanos - ends.getFirst().nanos());
        }
        ends.addFirst(before);
        return Duration.ofNanos(nowNanos - whenItEndedAt(position, before));
    }

    /** Interpolates between two observations, with a constant rate of growth. */
    private long whenItEndedAt(long position, Sample before) {
        Iterator<Sample> samples = ends.iterator();
        samples.next();
        Sample after = samples.next();
        double share = (double) (position - before.bytes()) / (after.bytes() - before.bytes());
        return before.nanos() + (long) (share * (after.nanos() - before.nanos()));
    }

    private @Nullable Duration timeLeft(long nowNanos, @Nullable Long safeWalBytes) {
        if (safeWalBytes == null) {
            room.clear();
            return null;
        }
        room.addLast(new Sample(nowNanos, safeWalBytes));
        while (nowNanos - room.getFirst().nanos() > WINDOW.toNanos()) {
            room.removeFirst();
        }
        Sample first = room.getFirst();
        long shrunkBytes = first.bytes() - safeWalBytes;
        if (shrunkBytes <= 0) {
            return null;
        }
        double nanosPerByte = (double) (nowNanos - first.nanos()) / shrunkBytes;
        return Duration.ofNanos((long) Math.max(0, safeWalBytes * nanosPerByte));
    }

    private @Nullable String danger(SlotStatus status, @Nullable Duration timeLeft) {
        if (status.lost()) {
            return "PostgreSQL has invalidated the slot: at the next start, the relay publishes from the outbox the events that it should have held";
        }
        Long safe = status.safeWalBytes();
        if (status.walStatus().equals("unreserved") || (safe != null && safe <= 0)) {
            return "PostgreSQL will invalidate the slot at its next checkpoint: the relay is too far behind";
        }
        if (safe == null) {
            return null;
        }
        double free = (double) safe / (safe + status.retainedBytes());
        boolean soon = timeLeft != null && timeLeft.compareTo(settings.minimumTimeLeft()) < 0;
        if (free < SCARCE || (free < HALF && soon)) {
            return String.format(
                    Locale.ROOT,
                    "PostgreSQL invalidates the slot after %,d more bytes of write-ahead log%s",
                    safe,
                    timeLeft == null ? "" : ", at the present rate in " + timeLeft.toSeconds() + " s");
        }
        return null;
    }

    /** The slot has been behind for very long: every second sample is enough. */
    private void thin() {
        if (ends.size() > MAX_SAMPLES) {
            List<Sample> all = List.copyOf(ends);
            ends.clear();
            for (int index = 0; index < all.size(); index += 2) {
                ends.addLast(all.get(index));
            }
        }
    }

    private record Sample(long nanos, long bytes) {}
}
