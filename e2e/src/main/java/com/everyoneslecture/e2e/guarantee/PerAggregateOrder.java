package com.everyoneslecture.e2e.guarantee;

import com.everyoneslecture.e2e.observe.Seen;
import com.everyoneslecture.e2e.observe.TopicLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a category are in the order of its versions. Where partitions were added and the category has moved, all that
 * is in one of its partitions comes before all that is in another one: between two partitions there is no other order that
 * anybody could see. A repetition is another guarantee's.
 */
public final class PerAggregateOrder {

    private static final String NAME = "PerAggregateOrder";

    private final TopicLog topic;
    private final Verdicts verdicts;
    private final Map<Long, Map<Integer, Range>> ranges = new HashMap<>();

    private record Range(long lowest, long highest) {

        boolean overlaps(Range other) {
            return lowest <= other.highest && other.lowest <= highest;
        }
    }

    public PerAggregateOrder(TopicLog topic, Verdicts verdicts) {
        this.topic = topic;
        this.verdicts = verdicts;
    }

    /** Records that were read from the topic, in the order of each partition, and are in its log. */
    public void seen(List<Seen> batch) {
        batch.stream().filter(this::isFirst).forEach(this::check);
    }

    private boolean isFirst(Seen seen) {
        return topic.first(seen.event().id()).filter(seen::equals).isPresent();
    }

    private void check(Seen seen) {
        Map<Integer, Range> ofKey = ranges.computeIfAbsent(seen.event().key(), any -> new HashMap<>(2));
        long version = seen.event().version();
        Range before = ofKey.get(seen.partition());
        if (before != null && version <= before.highest()) {
            report(seen, "comes behind version " + before.highest());
            return;
        }
        Range now = new Range(before == null ? version : before.lowest(), version);
        ofKey.forEach((partition, other) -> {
            if (partition != seen.partition() && now.overlaps(other)) {
                report(seen, "lies between what is in partition " + partition);
            }
        });
        ofKey.put(seen.partition(), now);
    }

    private void report(Seen seen, String what) {
        verdicts.report(
                NAME,
                Damage.MISORDERED,
                "category " + seen.event().key() + " at " + seen + " " + what,
                Histories.of(topic, seen.event().key()));
    }
}
