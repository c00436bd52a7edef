package com.everyoneslecture.outbox.connect;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What one transaction of the worker has to hold, all of it or nothing: the records of events and of the ledger.
 *
 * <p>{@link Handover} guards its state.
 */
final class WorkerTransaction {

    /** Where a transaction is on its way. */
    enum State {
        /** No worker has it: it can be taken back. */
        OFFERED,
        /** The worker sends it, and commits it or fails. */
        IN_FLIGHT,
        /** The brokers have it for good. */
        COMMITTED,
        /** The worker has dropped some of its records, or ended the task. */
        FAILED
    }

    private final List<PendingRecord> records;
    private State state = State.OFFERED;

    /** @param records at least one, in the order in which they are sent */
    WorkerTransaction(List<PendingRecord> records) {
        this.records = List.copyOf(records);
    }

    List<SourceRecord> records() {
        return List.copyOf(records);
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    /** Returns whether the brokers have every record. The worker drops one only where it was told to tolerate errors. */
    boolean isWhole() {
        return records.stream().allMatch(PendingRecord::isSent);
    }

    /** Tells each record's callback where the brokers have it. */
    void tellCallbacks() {
        records.forEach(PendingRecord::committed);
    }
}
