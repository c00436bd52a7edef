package com.everyoneslecture.e2e.fault;

import com.everyoneslecture.e2e.observe.Event;
import java.util.List;

/**
 * The tail that a category database loses when an earlier copy of it is put back.
 *
 * @param snapshot covers exactly the rows that the copy has
 * @param events committed rows that the copy does not have
 */
public record Undone(String snapshot, List<Event> events) {

    public Undone {
        events = List.copyOf(events);
    }
}
