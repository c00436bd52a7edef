package com.everyoneslecture.lecture;

/**
 * The events of one batch for one category: a run of versions without a gap that ends with the newest. The versions between
 * the row's version and the run's start are missing.
 *
 * <p>A category database that loses its newest transactions, as in a failover, issues their versions again, with other event
 * ids. Of two events with the newest version the later in the topic counts, because the category database no longer has the
 * transaction of the earlier one.
 */
final class VersionRun {

    private CategoryEvent newest;
    private long start;
    private int events = 1;
    private int reissues;

    VersionRun(CategoryEvent first) {
        this.newest = first;
        this.start = first.version();
    }

    /** Adds an event. The order is arbitrary: after partitions were added, an older event may come after a newer one. */
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

    /** Returns the first version of the run. */
    long start() {
        return start;
    }

    /** Returns the number of events that replaced an event of the newest version with another id. */
    int reissues() {
        return reissues;
    }

    /** Returns the number of added events, including those outside of the run. */
    int events() {
        return events;
    }
}
