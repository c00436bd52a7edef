package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.retry.BackoffSettings;
import java.time.Duration;

/**
 * The settings of the supervisor.
 *
 * @param probeInterval the interval between two probes of the servers while events flow
 * @param probePatience how long the probes may fail before the supervisor ends the session
 * @param backoff between two sessions
 */
public record SupervisorSettings(Duration probeInterval, Duration probePatience, BackoffSettings backoff) {}
