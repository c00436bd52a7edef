package com.everyoneslecture.benchmarks.append;

/** A way to append events. */
enum Way {
    INSERT("plain insert", 1),
    OUTBOX("outbox-append", 1),
    BATCH("plain batch", 100),
    OUTBOX_LIST("outbox-append", 100);

    private final String text;
    private final int events;

    Way(String text, int events) {
        this.text = text;
        this.events = events;
    }

    String text() {
        return text;
    }

    /** Returns the number of events of one call. */
    int events() {
        return events;
    }

    /** Returns the way without the library that appends as many events. */
    Way plain() {
        return events == 1 ? INSERT : BATCH;
    }
}
