package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the outbox held at one moment.
 *
 * @param events each with the number of its key: an aggregate has several if its events have keys of their own
 * @param aggregates how many there are
 * @param keys how many there are, numbered from 0
 * @param types of the aggregates
 * @param walEnd every row committed before this position
 * @param oldestMicros what occurred before that may have left with its partition; null if nothing leaves so
 */
record Outbox(
        EventTable events,
        int aggregates,
        int keys,
        Set<String> types,
        Lsn walEnd,
        @Nullable Long oldestMicros) {}
