package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.retry.BackoffSettings;
import java.time.Duration;

/**
 * How the supervisor watches.
 *
 * @param probeInterval between two looks at the servers while events flow
 * @param probePatience how long they may fail to answer before the session is given up
 * @param backoff between two sessions
 */
public record SupervisorSettings(Duration probeInterval, Duration probePatience, BackoffSettings backoff) {}
