package com.everyoneslecture.chaos.observe;

import java.util.UUID;

/**
 * An event, as in its outbox row.
 *
 * @param aggregate the type of the aggregate
 * @param id the id of the event
 * @param key the key of the record: the aggregate's id, or the number in the event's own key
 * @param version the version of the aggregate since the event
 */
public record Event(Aggregate aggregate, UUID id, long key, long version) {

    /** Creates the event of a category. */
    public Event(UUID id, long key, long version) {
        this(Aggregate.CATEGORY, id, key, version);
    }

    /** Returns the subject by which the event is ordered: {@code category 5}. */
    public String subject() {
        return aggregate + " " + key;
    }

    @Override
    public String toString() {
        return "version " + version + " (" + id + ")";
    }
}
