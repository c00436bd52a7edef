package com.everyoneslecture.outbox.capture;

/** What reads the write-ahead log. The guarantee is the same with either. */
public enum Connector {

    /** Debezium's PostgreSQL connector, in Debezium's embedded engine. */
    DEBEZIUM,

    /** The product's own reader, for the outbox alone: faster, and with less of everything. */
    WAL
}
