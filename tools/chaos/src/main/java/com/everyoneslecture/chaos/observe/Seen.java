package com.everyoneslecture.chaos.observe;

/**
 * An event, as its record tells it.
 *
 * @param event what happened
 * @param partition of the topic
 * @param offset in that
 */
public record Seen(Event event, int partition, long offset) {

    @Override
    public String toString() {
        return partition + "/" + offset + ": " + event;
    }
}
