/**
 * How fast rows flow from a slot to a topic: the load is written first, then each contender drains a copy of the slot into a
 * topic of its own, and is watched from outside by what a {@code read_committed} consumer could see.
 */
@NullMarked
package com.everyoneslecture.benchmarks.capture;

import org.jspecify.annotations.NullMarked;
