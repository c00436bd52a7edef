package com.everyoneslecture.relay.debezium;

import io.debezium.connector.base.QueueProvider;
import io.debezium.pipeline.DataChangeEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The records between Debezium's reader and its task. Debezium limits their number and their bytes. Thread-safe. */
final class RecordQueue implements QueueProvider<DataChangeEvent> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<DataChangeEvent> records = new ArrayDeque<>();

    /** Returns when there is a record, and after the given time at the latest. */
    void awaitRecord(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (records.isEmpty() && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void enqueue(DataChangeEvent record) {
        lock.lock();
        try {
            records.add(record);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable DataChangeEvent poll() {
        lock.lock();
        try {
            return records.poll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return records.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String name() {
        return "awaiting";
    }

    /** Does nothing: the queue has no settings. */
    @Override
    public void configure(Map<String, ?> properties) {}
}
