package com.everyoneslecture.lecture;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reduces events to one run per category, because one statement cannot change a row twice. */
final class NewestPerKey {

    private NewestPerKey() {}

    static Collection<VersionRun> of(List<CategoryEvent> events) {
        Map<Long, VersionRun> runs = new HashMap<>(events.size() * 2);
        for (CategoryEvent event : events) {
            VersionRun run = runs.get(event.categoryId());
            if (run == null) {
                runs.put(event.categoryId(), new VersionRun(event));
            } else {
                run.add(event);
            }
        }
        return runs.values();
    }
}
