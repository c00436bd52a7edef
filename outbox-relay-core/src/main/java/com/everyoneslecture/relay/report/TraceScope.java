package com.everyoneslecture.relay.report;

import com.everyoneslecture.outbox.event.OutboxEvent;

/**
 * Makes the trace of an event the thread's current one while a metric is recorded, so that the metric refers to it.
 */
@FunctionalInterface
public interface TraceScope {

    /** Has no traces. */
    TraceScope NONE = (event, recording) -> recording.run();

    /**
     * Runs the recording, within the trace of the event if that is recorded. Called on the publishing thread.
     *
     * @param recording is run exactly once
     */
    void within(OutboxEvent event, Runnable recording);
}
