package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The records of a key are in the order in which its events were appended; those of a category in the order of its versions. Each time
 * partitions are added, the key may move to another partition once. In the order of the events, its records change the partition no more
 * often. Repetitions are judged by another guarantee.
 *
 * <p>During some faults the log misses rows. Those events, and no others, may come after later versions. From {@link #defer} to
 * {@link #allowLate}, records that are out of order are kept. Those that are not late events are then reported.
 */
public final class PerAggregateOrder {

    /** The name of the guarantee. */
    public static final String NAME = "PerAggregateOrder";

    private final TopicLog topic;
    private final Verdicts verdicts;
    private final Map<Long, Placement> placements = new HashMap<>();
    private final Map<Integer, Long> checked = new HashMap<>();
    private final Map<UUID, String> late = new HashMap<>();
    private final Set<UUID> undone = new HashSet<>();
    private final List<Suspect> suspects = new ArrayList<>();
    private int allowedMoves;
    private boolean deferring;

    private record Suspect(Seen seen, String what) {}

    public PerAggregateOrder(TopicLog topic, Verdicts verdicts) {
        this.topic = topic;
        this.verdicts = verdicts;
    }

    /** Judges records that were read from the topic, in the order of each partition, and are in its log. */
    public synchronized void seen(List<Seen> batch) {
        for (Seen seen : batch) {
            checked.put(seen.partition(), seen.offset());
            if (isFirst(seen) && !undone.contains(seen.event().id())) {
                check(seen);
            }
        }
    }

    /** Allows this number of further moves of each key, because partitions are about to be added as often. */
    public synchronized void allowMoves(int times) {
        allowedMoves += times;
    }

    /** Defers reports from now on, because the events that may come late are not known yet. */
    public synchronized void defer() {
        deferring = true;
    }

    /**
     * Ends the deferral.
     *
     * @param fault the fault during which the log missed events
     * @param missed the only events that may come late, also from now on
     */
    public synchronized void allowLate(String fault, Collection<UUID> missed) {
        deferring = false;
        missed.forEach(event -> late.put(event, fault));
        List<Suspect> kept = List.copyOf(suspects);
        suspects.clear();
        kept.forEach(suspect -> misplaced(suspect.seen(), suspect.what()));
    }

    /** Forgets events that are no longer part of the table. Their versions may be assigned again. */
    public synchronized void undo(Collection<UUID> events) {
        undone.addAll(events);
        Set<Long> keys = events.stream()
                .flatMap(event -> topic.first(event).stream())
                .map(seen -> seen.event().key())
                .collect(Collectors.toSet());
        keys.forEach(this::rebuild);
    }

    private boolean isFirst(Seen seen) {
        return topic.first(seen.event().id()).filter(seen::equals).isPresent();
    }

    private void check(Seen seen) {
        Placement placement = placements.computeIfAbsent(seen.event().key(), any -> new Placement());
        long before = placement.highest(seen.partition());
        if (seen.place() <= before) {
            misplaced(seen, "comes behind number " + before + " of its key and is number " + seen.place());
            return;
        }
        int moves = placement.movesWith(seen);
        boolean tooMany = moves > allowedMoves && moves > placement.moves();
        if (tooMany) {
            misplaced(
                    seen,
                    "is the move number " + moves + " to another partition, and partitions were added " + allowedMoves
                            + " times");
        }
        if (!tooMany || !mayBeLate(seen)) {
            placement.add(seen);
        }
    }

    private boolean mayBeLate(Seen seen) {
        return deferring || late.containsKey(seen.event().id());
    }

    private void misplaced(Seen seen, String what) {
        String fault = late.get(seen.event().id());
        if (fault != null) {
            verdicts.allow(NAME, fault);
        } else if (deferring) {
            suspects.add(new Suspect(seen, what));
        } else {
            verdicts.report(
                    NAME,
                    Damage.MISORDERED,
                    seen.event().subject() + " at " + seen + " " + what,
                    Histories.of(topic, seen.event().key()));
        }
    }

    /** Rebuilds the placement from the records that were checked; the log may contain more. */
    private void rebuild(long key) {
        Placement placement = new Placement();
        topic.history(key).stream()
                .filter(seen -> seen.offset() <= checked.getOrDefault(seen.partition(), -1L))
                .filter(seen -> !undone.contains(seen.event().id()))
                .forEach(placement::add);
        placements.put(key, placement);
    }
}
