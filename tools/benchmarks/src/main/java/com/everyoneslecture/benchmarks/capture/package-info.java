/**
 * Measures how fast rows flow from a slot to a topic. The load is written first. Then each contender drains a copy of the slot into its own
 * topic. The measurement reads only what a {@code read_committed} consumer can see.
 */
@NullMarked
package com.everyoneslecture.benchmarks.capture;

import org.jspecify.annotations.NullMarked;
