package com.everyoneslecture.benchmarks.takeover;

import java.util.List;
import java.util.Map;

/**
 * What the takeovers of one capture came to.
 *
 * @param seconds without a record, of each time
 * @param unasked takeovers where a relay had only paused
 * @param events that were committed
 * @param missing records that have not come
 * @param doubled records that have come again
 */
record TakeoverFigures(
        String capture, Map<Kind, List<Double>> seconds, int unasked, long events, long missing, long doubled) {}
