package com.everyoneslecture.benchmarks.capture;

/**
 * A drain with a {@code kill -9} in its middle.
 *
 * @param publishedBefore how far the topic had grown when its process was dead, markers of transactions included
 */
record Killed(String contender, int events, long publishedBefore, Tally tally) {}
