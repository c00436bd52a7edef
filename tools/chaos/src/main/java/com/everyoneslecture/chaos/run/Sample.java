package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.observe.Lags;

/**
 * A moment of the run.
 *
 * @param atMillis since its beginning
 * @param lags of each hop
 * @param published events in the topics
 */
public record Sample(long atMillis, Lags lags, long published) {}
