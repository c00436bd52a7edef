package com.everyoneslecture.benchmarks.takeover;

import java.util.List;
import java.util.Map;

/**
 * The figures of the takeovers with one capture.
 *
 * @param seconds the time without a record, for each takeover
 * @param unasked the number of takeovers after a mere pause of a relay
 * @param events the number of committed events
 * @param missing the number of records that have not arrived
 * @param doubled the number of repeated records
 */
record TakeoverFigures(
        String capture, Map<Kind, List<Double>> seconds, int unasked, long events, long missing, long doubled) {}
