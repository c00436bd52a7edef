package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.observe.Event;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The journals of the services, one for each aggregate type. Any thread may use them. */
public final class Journals {

    private final Map<Aggregate, Journal> journals = new EnumMap<>(Aggregate.class);

    public Journals() {
        for (Aggregate aggregate : Aggregate.values()) {
            journals.put(aggregate, new Journal());
        }
    }

    public Journal of(Aggregate aggregate) {
        return Objects.requireNonNull(journals.get(aggregate));
    }

    /** Notes in each journal that a copy of the database that is older than these rows was restored. */
    public void undo(Collection<Event> events) {
        journals.forEach((aggregate, journal) -> {
            List<Event> own = events.stream()
                    .filter(event -> event.aggregate() == aggregate)
                    .toList();
            journal.undo(own);
        });
    }
}
