package com.everyoneslecture.outbox.capture;

import java.util.Locale;

/** The reader of the write-ahead log. The guarantee is the same with either. */
public enum Connector {

    /** Debezium's PostgreSQL connector, in Debezium's embedded engine. */
    DEBEZIUM,

    /** The project's own reader, for the outbox alone: faster, and with less memory and processor time. */
    WAL;

    /** Returns the name that the setting has: {@code wal}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
