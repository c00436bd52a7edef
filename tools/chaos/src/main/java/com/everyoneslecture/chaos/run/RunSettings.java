package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.fault.FaultSequence;
import java.time.Duration;

/**
 * The settings of a run.
 *
 * @param seed the seed of the users' choices; the faults have their own
 * @param eventsPerSecond the number of events that users write per second, as far as the system accepts them
 * @param duration the time after which no further fault begins
 * @param faults the faults in their order
 */
public record RunSettings(long seed, int eventsPerSecond, Duration duration, FaultSequence faults) {}
