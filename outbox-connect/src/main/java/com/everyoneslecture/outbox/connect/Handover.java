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
 * Hands transactions from the relay's session to the worker's thread, one at a time, and notifies the session when the
 * worker has committed one.
 *
 * <p>The commit point is the commit of the worker's Kafka transaction, after which the worker's thread calls
 * {@link #committed()}. After a crash before the commit, a {@code read_committed} consumer sees nothing of the
 * transaction. After a later crash, all of it is there, including the ledger's entry, which the next start reads. If a
 * session stops waiting in between, it does not know the outcome. Therefore the next session commits a {@code writer}
 * record before it reads the ledger, and no transaction is offered until the worker has committed the one that it has
 * taken. So the outcome of every earlier transaction is decided when the ledger is read.
 *
 * <p>Thread-safe.
 */
final class Handover {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable WorkerTransaction current;
    private boolean closed;

    /**
     * Offers a transaction to the worker and returns when it is committed. Waits without a time limit.
     *
     * @throws KafkaException if the worker has ended the task or dropped records of the transaction, or the transaction
     *     was {@linkplain #abandon abandoned}
     * @throws InterruptedException if the thread was interrupted; if the worker has taken the transaction, it may still
     *     commit it
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
     * Fails a transaction that the worker has not taken yet, so that the thread waiting in {@link #commit} returns.
     * Does not change a transaction that the worker has taken, because the worker decides its outcome.
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
     * Returns the records of the next transaction; null if none is offered in time, or after {@link #close}. Called by
     * the worker's thread.
     *
     * @param patience the maximum time to wait
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
     * Completes the transaction that the worker has taken and now committed; does nothing if there is none. Called by
     * the worker's thread.
     *
     * @return false if the worker has dropped records of the transaction: it is not known which events are published,
     *     and the task must end
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

    /**
     * Closes the hand-over, because the worker commits nothing more: waiting and later calls of {@link #commit} fail.
     */
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

    /** Withdraws the transaction unless the worker has taken it: then the worker decides its outcome. */
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
