package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The ledger has a malformed record. The relay does not skip it, because it might have named events that are published. */
public final class UnreadableLedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnreadableLedgerException(ConsumerRecord<byte[], byte[]> record, @Nullable RuntimeException cause) {
        super(
                "the ledger has a record that no relay of this version wrote, at " + record.topic() + "-"
                        + record.partition() + "@" + record.offset(),
                cause);
        this.remedy = remedy(record.offset() + 1);
    }

    UnreadableLedgerException(OversizedRecordsException oversized) {
        super("the ledger has a record that no relay wrote: " + oversized.getMessage(), oversized);
        this.remedy = remedy(oversized.last() + 1);
    }

    private static String remedy(long behind) {
        return "if a newer relay wrote it, run that one; if another program wrote it, delete it with all records before it"
                + " (kafka-delete-records, offset " + behind + "): rows that only those records name as"
                + " published are published again";
    }

    /** Returns what an operator can do about it. */
    public String remedy() {
        return remedy;
    }
}
