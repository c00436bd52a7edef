package com.everyoneslecture.chaos.observe;

import java.util.UUID;

/**
 * An event, as its outbox row tells it.
 *
 * @param id of the event
 * @param key the category's id
 * @param version that the category has since
 */
public record Event(UUID id, long key, long version) {

    @Override
    public String toString() {
        return "version " + version + " (" + id + ")";
    }
}
