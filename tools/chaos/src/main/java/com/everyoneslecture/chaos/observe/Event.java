package com.everyoneslecture.chaos.observe;

import java.util.UUID;

/**
 * An event, as its outbox row tells it.
 *
 * @param aggregate that it is about
 * @param id of the event
 * @param key of the record: the aggregate's id, or the number in the key that the event has of its own
 * @param version that the aggregate has since
 */
public record Event(Aggregate aggregate, UUID id, long key, long version) {

    /** The event of a category. */
    public Event(UUID id, long key, long version) {
        this(Aggregate.CATEGORY, id, key, version);
    }

    /** Returns what the event is ordered by: {@code category 5}. */
    public String subject() {
        return aggregate + " " + key;
    }

    @Override
    public String toString() {
        return "version " + version + " (" + id + ")";
    }
}
