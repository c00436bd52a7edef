package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.fault.FaultSequence;
import java.time.Duration;

/**
 * What a run is like.
 *
 * @param seed of the users' choices; the faults have their own
 * @param eventsPerSecond that users write, where the system lets them
 * @param duration after which no further fault is begun
 * @param faults in their order
 */
public record RunSettings(long seed, int eventsPerSecond, Duration duration, FaultSequence faults) {}
