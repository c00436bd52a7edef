package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.observe.Category;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** At the end, the read model equals the category table: it has the same categories with the same versions and names, and no others. */
public final class ReadModelConverges {

    private static final String NAME = "ReadModelConverges";

    private final TopicLog topic;
    private final Verdicts verdicts;
    private final Set<UUID> undone = new HashSet<>();

    public ReadModelConverges(TopicLog topic, Verdicts verdicts) {
        this.topic = topic;
        this.verdicts = verdicts;
    }

    /** Notes that these events are no longer part of the table. If they were published, the read model has them. */
    public synchronized void undo(Collection<UUID> events) {
        undone.addAll(events);
    }

    /** Returns the categories in which the two differ, without those whose newest published version was undone. */
    public synchronized List<Long> differences(Map<Long, Category> truth, Map<Long, Category> readModel) {
        TreeSet<Long> keys = new TreeSet<>(truth.keySet());
        keys.addAll(readModel.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(truth.get(key), readModel.get(key)))
                .filter(key -> !endsUndone(key, truth.get(key)))
                .toList();
    }

    private boolean endsUndone(long key, @Nullable Category truth) {
        long version = truth == null ? 0 : truth.version();
        return topic.history(key).stream()
                .map(Seen::event)
                .anyMatch(event -> event.version() > version && undone.contains(event.id()));
    }

    /** Judges after the last write, once the read model has had time to catch up. */
    public void judge(Map<Long, Category> truth, Map<Long, Category> readModel) {
        for (long key : differences(truth, readModel)) {
            verdicts.report(
                    NAME,
                    Damage.DIVERGED,
                    "category " + key + " is " + truth.get(key) + ", in the read model " + readModel.get(key),
                    Histories.of(topic, key));
        }
    }
}
