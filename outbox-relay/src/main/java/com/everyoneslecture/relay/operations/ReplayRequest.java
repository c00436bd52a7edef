package com.everyoneslecture.relay.operations;

import com.everyoneslecture.outbox.capture.table.EventSelection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the events to publish once more: those that fulfil all conditions.
 *
 * @param ids the event ids; absent or empty for any
 * @param aggregateType absent for any
 * @param aggregateId absent for any
 * @param from the earliest time at which they occurred; absent for any time
 * @param to the time before which they occurred; absent for any time
 */
record ReplayRequest(
        @Nullable List<@Nullable String> ids,
        @Nullable String aggregateType,
        @Nullable String aggregateId,
        @Nullable String from,
        @Nullable String to) {

    /** @throws RequestRejectedException if a value is wrong, or there is no condition: an empty request never selects the whole outbox */
    EventSelection selection() {
        Reading reading = new Reading();
        Instant earliest = reading.instant("from", from);
        Instant latest = reading.instant("to", to);
        EventSelection selection = new EventSelection(
                reading.ids("ids", ids),
                reading.text("aggregateType", aggregateType),
                reading.text("aggregateId", aggregateId),
                earliest,
                latest);
        if (earliest != null && latest != null && !earliest.isBefore(latest)) {
            reading.problem("from must be before to");
        }
        reading.end();
        if (selection.parameters().isEmpty()) {
            reading.problem("no events are selected: give ids, aggregateType and aggregateId, or from and to");
        }
        reading.end();
        return selection;
    }
}
