package com.everyoneslecture.benchmarks.latency;

/**
 * An entrant without figures in one round.
 *
 * @param why the reason, with the end of its log if its process ended
 */
record Failure(String contender, int perSecond, int round, String why) {}
