package com.everyoneslecture.relay.verify;

import com.everyoneslecture.relay.verify.Report.Event;
import com.everyoneslecture.relay.verify.Report.Found;
import java.util.ArrayList;
import java.util.List;

/** Counts events of one kind and keeps the first of them. */
final class Findings {

    private final int limit;
    private final List<Event> first = new ArrayList<>();
    private long count;

    Findings(int limit) {
        this.limit = limit;
    }

    void add(Event event) {
        count++;
        if (first.size() < limit) {
            first.add(event);
        }
    }

    Found found() {
        return new Found(count, List.copyOf(first));
    }
}
