package com.everyoneslecture.benchmarks.capture;

/**
 * A contender that did not complete a drain. It has no figures for that load.
 *
 * @param why the reason, with the end of its log if its process ended
 */
record Failure(String contender, String load, String why) {}
