package com.everyoneslecture.outbox.capture;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Passes events from the reader's thread to the capture's thread, which takes all of them at once. The events that arrive while a
 * batch is published are the next batch, so batches grow with the load. Bounded in events and in bytes.
 */
public final class BatchBuffer {

    private final int maximumEvents;
    private final long maximumBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private List<OutboxEvent> events = new ArrayList<>();
    private long bytes;
    private long committedLsn;
    private @Nullable Throwable failure;

    public BatchBuffer(int maximumEvents, long maximumBytes) {
        this.maximumEvents = maximumEvents;
        this.maximumBytes = maximumBytes;
    }

    /**
     * Adds events of one transaction, if there is space; an empty buffer has space for any.
     *
     * @param bytes the size of the events
     * @param committed the end of the transaction, if these are its last events; 0 otherwise
     * @return whether there was space
     */
    public boolean add(List<OutboxEvent> more, long bytes, long committed, Duration patience)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (!hasRoomFor(more.size(), bytes)) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = emptied.awaitNanos(nanos);
            }
            events.addAll(more);
            this.bytes += bytes;
            committedLsn = committed == 0 ? committedLsn : committed;
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the buffer: {@link #take} throws this cause after it has returned everything that was added before. */
    public void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns everything that is in the buffer; null if nothing arrives in time.
     *
     * @throws CaptureFailedException if the reader has failed, so that nothing can arrive any more
     */
    @Nullable
    public CapturedBatch take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (isEmpty()) {
                if (failure != null) {
                    throw new CaptureFailedException(failure);
                }
                if (nanos <= 0) {
                    return null;
                }
                nanos = filled.awaitNanos(nanos);
            }
            return drain();
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return events.isEmpty() && committedLsn == 0;
    }

    private boolean hasRoomFor(int more, long moreBytes) {
        return events.isEmpty() || (events.size() + more <= maximumEvents && bytes + moreBytes <= maximumBytes);
    }

    private CapturedBatch drain() {
        CapturedBatch batch = new CapturedBatch(events, committedLsn);
        events = new ArrayList<>();
        bytes = 0;
        committedLsn = 0;
        emptied.signal();
        return batch;
    }
}
