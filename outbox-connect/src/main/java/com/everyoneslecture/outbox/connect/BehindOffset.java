package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Skips the events of the stream up to an offset, because they are published already, and forwards all later ones. The
 * slot contains the offset's transaction ({@link SlotPreview}), so the stream reaches the offset. Used by the capture's
 * thread.
 */
final class BehindOffset implements EventConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(BehindOffset.class);

    private final StoredOffset offset;
    private final EventConsumer next;
    private long index;
    private long skipped;
    private boolean passed;

    BehindOffset(StoredOffset offset, EventConsumer next) {
        this.offset = offset;
        this.next = next;
    }

    @Override
    public void accept(List<OutboxEvent> events) throws Exception {
        int from = 0;
        while (!passed && from < events.size()) {
            pass(events.get(from));
            from++;
        }
        if (from < events.size()) {
            next.accept(events.subList(from, events.size()));
        }
    }

    private void pass(OutboxEvent event) {
        skipped++;
        Long committedAt = event.committedAtMicros();
        boolean same = event.transactionId() == offset.transaction()
                && committedAt != null
                && committedAt == offset.committedAtMicros();
        index += same ? 1 : 0;
        passed = index == offset.index();
        if (passed) {
            LOG.atWarn()
                    .addKeyValue("events", skipped)
                    .log("the ledger is gone; events before the offset of Kafka Connect come again and are skipped");
        }
    }
}
