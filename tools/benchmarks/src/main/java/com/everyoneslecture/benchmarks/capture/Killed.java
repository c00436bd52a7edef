package com.everyoneslecture.benchmarks.capture;

/**
 * A drain with a {@code kill -9} in its middle.
 *
 * @param publishedBefore the end of the topic when its process was dead, markers of transactions included
 */
record Killed(String contender, int events, long publishedBefore, Tally tally) {}
