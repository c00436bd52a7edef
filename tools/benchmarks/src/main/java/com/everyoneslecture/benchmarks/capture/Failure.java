package com.everyoneslecture.benchmarks.capture;

/**
 * A contender that did not get through a drain. It has no figures for that load.
 *
 * @param why with the end of its log, where its process ended
 */
record Failure(String contender, String load, String why) {}
