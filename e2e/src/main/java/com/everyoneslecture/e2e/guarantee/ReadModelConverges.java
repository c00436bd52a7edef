package com.everyoneslecture.e2e.guarantee;

import com.everyoneslecture.e2e.observe.Category;
import com.everyoneslecture.e2e.observe.TopicLog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** In the end the read model is what the category table is: the same categories, versions and names, and none more. */
public final class ReadModelConverges {

    private static final String NAME = "ReadModelConverges";

    private final TopicLog topic;
    private final Verdicts verdicts;

    public ReadModelConverges(TopicLog topic, Verdicts verdicts) {
        this.topic = topic;
        this.verdicts = verdicts;
    }

    /** The categories in which the two differ. */
    public static List<Long> differences(Map<Long, Category> truth, Map<Long, Category> readModel) {
        TreeSet<Long> keys = new TreeSet<>(truth.keySet());
        keys.addAll(readModel.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(truth.get(key), readModel.get(key)))
                .toList();
    }

    /** When nobody writes any more and the read model has had its time. */
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
