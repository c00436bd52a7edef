package com.everyoneslecture.console.flow;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The last rebalances of a group, found by comparing readings in which none is under way. Those while no page is open are not seen. Any thread
 * may use it.
 */
public final class Rebalances {

    private static final int KEPT = 50;

    private final ArrayDeque<Rebalance> seen = new ArrayDeque<>();
    private @Nullable GroupMembers last;
    private long count;

    /** Takes a reading. */
    synchronized void take(Instant at, GroupMembers now) {
        if (!now.isSettled()) {
            return;
        }
        GroupMembers before = last;
        last = now;
        if (before == null) {
            return;
        }
        Rebalance change = new Rebalance(at, now.namesWithout(before), before.namesWithout(now), moves(before, now));
        if (!change.isEmpty()) {
            count++;
            seen.addLast(change);
            if (seen.size() > KEPT) {
                seen.removeFirst();
            }
        }
    }

    /** Forgets the last reading, because no page is open: the next reading may be hours later. */
    synchronized void rest() {
        last = null;
    }

    /** Returns the number of rebalances that were seen, which only rises. */
    synchronized long count() {
        return count;
    }

    /** Returns the last rebalances, at most 50, the newest first. */
    public synchronized List<Rebalance> newest() {
        List<Rebalance> newest = new ArrayList<>();
        seen.descendingIterator().forEachRemaining(newest::add);
        return newest;
    }

    private static List<Move> moves(GroupMembers before, GroupMembers now) {
        Map<Integer, GroupMembers.Member> from = before.byPartition();
        Map<Integer, GroupMembers.Member> to = now.byPartition();
        TreeSet<Integer> partitions = new TreeSet<>(from.keySet());
        partitions.addAll(to.keySet());
        List<Move> moves = new ArrayList<>();
        for (int partition : partitions) {
            GroupMembers.Member former = from.get(partition);
            GroupMembers.Member present = to.get(partition);
            if (former == null || present == null || !former.id().equals(present.id())) {
                moves.add(new Move(
                        partition, former == null ? null : former.name(), present == null ? null : present.name()));
            }
        }
        return moves;
    }

    /**
     * A change of the members of a group, or of the partitions that they read.
     *
     * @param at the time of the reading that saw it, up to some seconds late
     * @param joined the names of the members that joined
     * @param left the names of the members that left
     */
    public record Rebalance(Instant at, List<String> joined, List<String> left, List<Move> moved) {

        boolean isEmpty() {
            return joined.isEmpty() && left.isEmpty() && moved.isEmpty();
        }
    }

    /**
     * A partition that another member reads.
     *
     * @param from the member that read it; null if no member did
     * @param to the member that reads it now; null if no member does
     */
    public record Move(
            int partition, @Nullable String from, @Nullable String to) {}
}
