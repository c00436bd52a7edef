package com.everyoneslecture.lecture;

/**
 * What one batch brings for one category: a run of versions without a hole that ends with the newest. Whether a version is
 * missing can be told from the run's start and the version of the row: everything between the two.
 */
final class KeyRun {

    private CategoryEvent newest;
    private long start;
    private int events = 1;

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

    /** How many events were added, those outside the run included. */
    int events() {
        return events;
    }
}
