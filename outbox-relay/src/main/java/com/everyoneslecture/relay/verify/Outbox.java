package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the outbox.
 *
 * @param events each with the number of its key: an aggregate has several keys if its events have separate keys
 * @param aggregates the number of aggregates
 * @param keys the number of keys, numbered from 0
 * @param types of the aggregates
 * @param walEnd every row committed before this position
 * @param oldestMicros retention may have dropped the rows of events that occurred before; null if it drops none
 */
record Outbox(
        EventTable events,
        int aggregates,
        int keys,
        Set<String> types,
        Lsn walEnd,
        @Nullable Long oldestMicros) {}
