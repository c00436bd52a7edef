package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.observe.Lags;

/**
 * A moment of the run.
 *
 * @param atMillis the time since its beginning
 * @param lags the lags of each hop
 * @param published the number of events in the topics
 */
public record Sample(long atMillis, Lags lags, long published) {}
