package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.util.List;

/** The history of one key as text. */
final class Histories {

    private static final int MOST = 12;

    private Histories() {}

    static List<String> of(TopicLog topic, long key) {
        List<Seen> all = topic.history(key);
        return all.stream()
                .skip(Math.max(0, all.size() - MOST))
                .map(seen -> seen.event().subject() + " at " + seen)
                .toList();
    }
}
