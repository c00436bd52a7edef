package com.everyoneslecture.outbox.capture;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.List;

/**
 * What was read from the log since the last one.
 *
 * @param events in commit order; none where only the end of a large transaction is left to tell of
 * @param committedLsn the end of the last transaction that is whole with these events; 0 where none is. Once the events are
 *     taken, the server need not send anything before it again
 */
public record CapturedBatch(List<OutboxEvent> events, long committedLsn) {}
