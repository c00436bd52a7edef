package com.everyoneslecture.chaos.observe;

/**
 * An event, as in its record.
 *
 * @param event the event
 * @param partition the partition of the topic
 * @param offset the offset in the partition
 * @param place the number of the event among those of its key, which rises with each append
 */
public record Seen(Event event, int partition, long offset, long place) {

    /** Creates an event of a key that has one aggregate with one event per version: its place is its version. */
    public Seen(Event event, int partition, long offset) {
        this(event, partition, offset, event.version());
    }

    @Override
    public String toString() {
        return partition + "/" + offset + ": " + event;
    }
}
