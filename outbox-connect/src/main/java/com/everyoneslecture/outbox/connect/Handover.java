package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.connect.WorkerTransaction.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Hands transactions from the relay's session to the worker's thread, one at a time, and tells the session when the worker has
 * committed one.
 *
 * <p>The commit point is the commit of the worker's Kafka transaction, of which {@link #committed()} tells. A crash before it leaves
 * nothing that a {@code read_committed} consumer sees, and a crash after it leaves all of the transaction, the ledger's entry included,
 * so that the next start knows. Where the session stops to wait in between, the outcome is unknown to it. The next session commits a note
 * before it reads the ledger, and nothing is offered before the worker has committed what it has taken: so what it reads is decided.
 *
 * <p>Thread-safe.
 */
final class Handover {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable WorkerTransaction current;
    private boolean closed;

    /**
     * Offers a transaction to the worker and returns when it is committed.
     *
     * @throws KafkaException if the worker has ended the task, or has dropped records of it
     * @throws InterruptedException if the thread was interrupted; the transaction may be committed nevertheless
     */
    void commit(WorkerTransaction transaction) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (current != null && transaction.state() == State.OFFERED) {
                changed.await();
            }
            if (closed || transaction.state() == State.FAILED) {
                throw ended();
            }
            current = transaction;
            changed.signalAll();
            while (transaction.state() == State.OFFERED || transaction.state() == State.IN_FLIGHT) {
                changed.await();
            }
            if (transaction.state() == State.FAILED) {
                throw ended();
            }
        } finally {
            takeBack(transaction);
            lock.unlock();
        }
    }

    /**
     * Fails a transaction that no worker has taken yet, so that whoever waits for it goes on. One that is under way is not touched:
     * its outcome is the worker's.
     */
    void abandon(WorkerTransaction transaction) {
        lock.lock();
        try {
            if (transaction.state() == State.OFFERED) {
                transaction.become(State.FAILED);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the records of the next transaction; null if none is offered in time. Called by the worker's thread.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    @Nullable
    List<SourceRecord> poll(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (current == null || current.state() != State.OFFERED) {
                if (closed || nanos <= 0) {
                    return null;
                }
                nanos = changed.awaitNanos(nanos);
            }
            current.become(State.IN_FLIGHT);
            return current.records();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The worker has committed all that it has taken. It says so without a transaction, too. Called by the worker's thread.
     *
     * @return false if the worker has dropped records: the events of the transaction are in doubt, and the task must end
     */
    boolean committed() {
        lock.lock();
        try {
            WorkerTransaction done = current;
            if (done == null || done.state() != State.IN_FLIGHT) {
                return true;
            }
            boolean whole = done.isWhole();
            if (whole) {
                done.tellCallbacks();
            }
            done.become(whole ? State.COMMITTED : State.FAILED);
            current = null;
            changed.signalAll();
            return whole;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it: the worker commits nothing more. Whoever waits, and whoever comes, fails. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (current != null) {
                current.become(State.FAILED);
                current = null;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What the worker has taken stays: it decides on it. */
    private void takeBack(WorkerTransaction transaction) {
        boolean taken = transaction.state() == State.IN_FLIGHT;
        if (current == transaction && !taken) {
            current = null;
            changed.signalAll();
        }
    }

    private static KafkaException ended() {
        return new KafkaException("the worker of Kafka Connect has not committed the transaction");
    }
}
