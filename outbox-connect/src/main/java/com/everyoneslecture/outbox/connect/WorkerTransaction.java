package com.everyoneslecture.outbox.connect;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The records that the worker must commit in one transaction: those of the events and of the ledger.
 *
 * <p>{@link Handover} guards its state by its lock.
 */
final class WorkerTransaction {

    /** The progress of a transaction. */
    enum State {
        /** The worker has not taken it; it can be withdrawn. */
        OFFERED,
        /** The worker has taken it, and commits it or fails. */
        IN_FLIGHT,
        /** The worker has committed it. */
        COMMITTED,
        /**
         * The worker has dropped some of its records or ended the task, or the transaction was withdrawn before the
         * worker took it.
         */
        FAILED
    }

    private final List<PendingRecord> records;
    private State state = State.OFFERED;

    /** @param records at least one, in the order of sending */
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

    /**
     * Returns whether the brokers have every record. The worker drops a record only if a transformation or its error
     * tolerance does.
     */
    boolean isWhole() {
        return records.stream().allMatch(PendingRecord::isSent);
    }

    /** Calls each record's callback with its partition and offset. */
    void tellCallbacks() {
        records.forEach(PendingRecord::committed);
    }
}
