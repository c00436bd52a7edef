package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.observe.ReadModel;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No offset is committed behind a record that the read model does not have, unless it has a later one of the category. The offsets are read
 * before the read model, which can only become newer in between.
 */
public final class CommittedOffsetNeverPassesApplied {

    /** The name of the guarantee. */
    public static final String NAME = "CommittedOffsetNeverPassesApplied";

    private final TopicLog topic;
    private final ReadModel readModel;
    private final Verdicts verdicts;
    private final Map<Integer, Long> judged = new HashMap<>();
    private boolean suspended;
    private long compared;

    public CommittedOffsetNeverPassesApplied(TopicLog topic, ReadModel readModel, Verdicts verdicts) {
        this.topic = topic;
        this.readModel = readModel;
        this.verdicts = verdicts;
    }

    /** Judges offsets that were committed just now, by partition. */
    public synchronized void committed(Map<Integer, Long> offsets) {
        if (suspended) {
            return;
        }
        Map<Long, Seen> newest = new HashMap<>();
        Map<Integer, Long> reached = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            long from = judged.getOrDefault(partition, 0L);
            // Records that the topic's reader has not reached are judged next time.
            long to = Math.min(offset, topic.position(partition));
            if (to > from) {
                reached.put(partition, to);
                topic.between(partition, from, to)
                        .forEach(seen ->
                                newest.merge(seen.event().key(), seen, CommittedOffsetNeverPassesApplied::later));
            }
        });
        if (newest.isEmpty()) {
            judged(reached);
            return;
        }
        Optional<Map<Long, Long>> applied = readModel.versions(newest.keySet());
        if (applied.isPresent()) {
            judge(newest, applied.get());
            judged(reached);
        }
    }

    /** Suspends the judgement, because the read model is about to be reset: offsets are ahead of it until it has caught up. */
    public synchronized void suspend() {
        suspended = true;
    }

    /** Resumes the judgement, and judges all offsets again, because the read model has been replaced. */
    public synchronized void resume() {
        suspended = false;
        judged.clear();
    }

    /** Returns the number of offsets that were judged; those that were judged again count again. */
    public synchronized long judged() {
        return compared;
    }

    private void judged(Map<Integer, Long> reached) {
        reached.forEach((partition, offset) -> compared += offset - judged.getOrDefault(partition, 0L));
        judged.putAll(reached);
    }

    private void judge(Map<Long, Seen> newest, Map<Long, Long> applied) {
        newest.forEach((key, seen) -> {
            long has = applied.getOrDefault(key, 0L);
            if (has < seen.event().version()) {
                verdicts.report(
                        NAME,
                        Damage.SKIPPED,
                        "category " + key + " at " + seen + " is passed, and the read model has version " + has,
                        List.copyOf(Histories.of(topic, key)));
            }
        });
    }

    private static Seen later(Seen one, Seen other) {
        return one.event().version() >= other.event().version() ? one : other;
    }
}
