package com.everyoneslecture.outbox.capture;

import java.util.Locale;

/** What reads the write-ahead log. The guarantee is the same with either. */
public enum Connector {

    /** Debezium's PostgreSQL connector, in Debezium's embedded engine. */
    DEBEZIUM,

    /** The product's own reader, for the outbox alone: faster, and with less of everything. */
    WAL;

    /** Returns the name that the setting has: {@code wal}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
