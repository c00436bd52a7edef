package com.everyoneslecture.chaos.observe;

/**
 * An event, as its record tells it.
 *
 * @param event what happened
 * @param partition of the topic
 * @param offset in that
 * @param place of the event among those of its key, which rises with each append
 */
public record Seen(Event event, int partition, long offset, long place) {

    /** An event of a key that stands for one aggregate with one event per version: its place is its version. */
    public Seen(Event event, int partition, long offset) {
        this(event, partition, offset, event.version());
    }

    @Override
    public String toString() {
        return partition + "/" + offset + ": " + event;
    }
}
