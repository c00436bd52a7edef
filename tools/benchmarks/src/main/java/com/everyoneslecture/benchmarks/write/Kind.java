package com.everyoneslecture.benchmarks.write;

/** A way to write categories. */
enum Kind {
    CREATE("create", false),
    CREATE_WITH_OUTBOX("create", true),
    RENAME("rename", false),
    RENAME_WITH_OUTBOX("rename", true);

    private final String change;
    private final boolean outbox;

    Kind(String change, boolean outbox) {
        this.change = change;
        this.outbox = outbox;
    }

    String change() {
        return change;
    }

    boolean outbox() {
        return outbox;
    }

    boolean creates() {
        return this == CREATE || this == CREATE_WITH_OUTBOX;
    }
}
