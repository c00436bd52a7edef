/**
 * The latency of an event: from its commit until a {@code read_committed} consumer has its record, and until its row is in the read model.
 *
 * <p>The load is open: the due time of each event is fixed beforehand, and its latency counts from then. If the system stalls, the
 * latencies of the events that were due meanwhile include their waiting time. A load that waits for answers would not send these events,
 * and its percentiles would be too good.
 */
@NullMarked
package com.everyoneslecture.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
