package com.everyoneslecture.e2e.run;

import com.everyoneslecture.e2e.observe.Lags;

/**
 * A moment of the run.
 *
 * @param atMillis since its beginning
 * @param lags of each hop
 * @param published events in the topic
 */
public record Sample(long atMillis, Lags lags, long published) {}
