/**
 * How long an event takes: from its commit until a {@code read_committed} consumer has its record, and until its row is in the
 * read model.
 *
 * <p>The load is open: when each event is due is fixed beforehand, and its latency counts from then. Where the system stalls,
 * the events that were due meanwhile count their waiting, instead of never being sent (which is what a load that waits for
 * answers would do, and why its percentiles flatter).
 */
@NullMarked
package com.everyoneslecture.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
