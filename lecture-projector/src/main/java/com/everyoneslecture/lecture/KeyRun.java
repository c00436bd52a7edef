package com.everyoneslecture.lecture;

/**
 * What one batch brings for one category: a run of versions without a hole that ends with the newest. Whether a version is
 * missing can be told from the run's start and the version of the row: everything between the two.
 *
 * <p>A category database that loses its newest transactions, as in a failover, issues their versions again, with other event
 * ids. Of two events with the newest version the later in the topic counts, because the earlier is of a past that the
 * category database no longer has.
 */
final class KeyRun {

    private CategoryEvent newest;
    private long start;
    private int events = 1;
    private int reissues;

    KeyRun(CategoryEvent first) {
        this.newest = first;
        this.start = first.version();
    }

    /** Events come in any order: after a topic got more partitions, an older one may come after a newer one. */
    void add(CategoryEvent event) {
        events++;
        if (event.version() > newest.version()) {
            start = event.version() == newest.version() + 1 ? start : event.version();
            newest = event;
            reissues = 0;
        } else if (event.version() == newest.version()) {
            if (!event.eventId().equals(newest.eventId())) {
                reissues++;
                newest = event;
            }
        } else if (event.version() == start - 1) {
            start--;
        }
    }

    CategoryEvent newest() {
        return newest;
    }

    /** The version that the run starts with. */
    long start() {
        return start;
    }

    /** Counts the events that took the newest version over from an event with another id. */
    int reissues() {
        return reissues;
    }

    /** How many events were added, those outside the run included. */
    int events() {
        return events;
    }
}
