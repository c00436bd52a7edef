package com.everyoneslecture.outbox.capture;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.List;

/**
 * The events that were read from the log since the previous batch.
 *
 * @param events in commit order; empty if only the end of a large transaction remains
 * @param committedLsn the end of the last transaction that is complete with these events; 0 if no transaction is. Once the
 *     events are taken, the server need not send anything before this position again
 */
public record CapturedBatch(List<OutboxEvent> events, long committedLsn) {}
