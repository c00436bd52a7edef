package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import java.time.Instant;
import java.util.Set;

/**
 * A snapshot of the outbox.
 *
 * @param events each with the number of its key: an aggregate has several keys if its events have separate keys
 * @param aggregates the number of aggregates
 * @param keys the number of keys of aggregates, numbered from 0
 * @param shared the keys of several aggregates that are one key
 * @param types of the aggregates
 * @param walEnd every row committed before this position
 * @param oldest the rows of events that occurred before may have been dropped or deleted
 * @param daily whether the table has partitions by day; a table that Debezium used has none
 */
record Outbox(
        EventTable events,
        int aggregates,
        int keys,
        SharedKeys shared,
        Set<String> types,
        Lsn walEnd,
        Instant oldest,
        boolean daily) {}
