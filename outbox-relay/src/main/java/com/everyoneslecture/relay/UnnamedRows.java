package com.everyoneslecture.relay;

import com.everyoneslecture.capture.OutboxTable;
import com.everyoneslecture.publish.EventIdSet;
import com.everyoneslecture.publish.KafkaPublisher;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of the outbox that the ledger does not name, id by id. Where there are more ids in the ledger than a part of
 * the memory has room for, it reads both in several passes, a share of the ids in each.
 */
final class UnnamedRows {

    /** What an id takes in a set that has just grown. */
    private static final int BYTES_PER_ID = 96;

    private static final int SHARE_OF_MEMORY = 8;

    private final OutboxTable outbox;
    private final KafkaPublisher publisher;
    private final long idsAtOnce;

    UnnamedRows(OutboxTable outbox, KafkaPublisher publisher) {
        this(outbox, publisher, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY / BYTES_PER_ID);
    }

    /** @param idsAtOnce of the ledger that are in memory at once, at most; about */
    UnnamedRows(OutboxTable outbox, KafkaPublisher publisher, long idsAtOnce) {
        this.outbox = outbox;
        this.publisher = publisher;
        this.idsAtOnce = idsAtOnce;
    }

    /**
     * Returns ids of rows that a snapshot covers and an earlier one does not, and that the ledger does not name: all of them, or
     * as many as the memory has room for. None is returned only where there is none.
     *
     * @param earlier null for one that covers none
     */
    EventIdSet between(@Nullable String earlier, String later) throws Exception {
        long[] named = new long[1];
        publisher.forEachPublished(ids -> named[0] += ids.remaining() / (2 * Long.BYTES));
        int passes = Math.toIntExact(1 + named[0] / idsAtOnce);
        EventIdSet unnamed = new EventIdSet();
        for (int pass = 0; pass < passes; pass++) {
            EventIdSet share = share(pass, passes);
            int of = pass;
            outbox.forEachIdCovered(
                    earlier,
                    later,
                    rows -> rows.forEach(id -> {
                        if (unnamed.size() < idsAtOnce
                                && shareOf(id.getLeastSignificantBits(), passes) == of
                                && !share.contains(id)) {
                            unnamed.add(id);
                        }
                    }));
        }
        return unnamed;
    }

    private EventIdSet share(int pass, int passes) {
        EventIdSet share = new EventIdSet();
        publisher.forEachPublished(ids -> {
            while (ids.hasRemaining()) {
                long high = ids.getLong();
                long low = ids.getLong();
                if (shareOf(low, passes) == pass) {
                    share.add(high, low);
                }
            }
        });
        return share;
    }

    private static int shareOf(long low, int passes) {
        return (int) Long.remainderUnsigned(low, passes);
    }
}
