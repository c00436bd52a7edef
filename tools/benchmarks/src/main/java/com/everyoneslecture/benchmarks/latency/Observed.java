package com.everyoneslecture.benchmarks.latency;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * The times at which each event was committed, received and applied. The writers, the consumer and the reader of the read model each report
 * from their own threads. All times are {@link System#nanoTime} of this JVM.
 */
final class Observed {

    private final Schedule schedule;
    private final AtomicLongArray committed;
    private final AtomicLongArray records;
    private final AtomicLongArray rows;
    private final AtomicInteger recordCount = new AtomicInteger();
    private final AtomicInteger rowCount = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();

    Observed(Schedule schedule) {
        this.schedule = schedule;
        this.committed = new AtomicLongArray(schedule.events());
        this.records = new AtomicLongArray(schedule.events());
        this.rows = new AtomicLongArray(schedule.events());
    }

    /** Notes that the commit has returned. */
    void committed(int event, long nanos) {
        committed.set(event, nanos);
    }

    /** Notes that a consumer has the record of the category's event. */
    void record(long categoryId, long nanos) {
        int event = event(categoryId);
        if (event >= 0) {
            (records.compareAndSet(event, 0, nanos) ? recordCount : doubled).incrementAndGet();
        }
    }

    /** Notes that the category's row is in the read model. */
    void row(long categoryId, long nanos) {
        int event = event(categoryId);
        if (event >= 0 && rows.compareAndSet(event, 0, nanos)) {
            rowCount.incrementAndGet();
        }
    }

    boolean hasAllRecords() {
        return recordCount.get() == schedule.events();
    }

    boolean hasAllRows() {
        return rowCount.get() == schedule.events();
    }

    int missingRecords() {
        return schedule.events() - recordCount.get();
    }

    int missingRows() {
        return schedule.events() - rowCount.get();
    }

    int doubledRecords() {
        return doubled.get();
    }

    /** Returns the latencies of records from their due times on. */
    Histogram recordsSinceDue() {
        return histogram(records, schedule::dueNanos);
    }

    /**
     * Returns the latencies of records from the return of their commits on, which is the relay's share. A negative latency is possible, and
     * counts as 0.
     */
    Histogram recordsSinceCommit() {
        return histogram(records, committed::get);
    }

    Histogram rowsSinceDue() {
        return histogram(rows, schedule::dueNanos);
    }

    Histogram commitsSinceDue() {
        return histogram(committed, schedule::dueNanos);
    }

    private int event(long categoryId) {
        long event = categoryId - schedule.firstId();
        return event >= 0 && event < schedule.events() ? (int) event : -1;
    }

    private Histogram histogram(AtomicLongArray seen, Beginning beginning) {
        Histogram histogram = new Histogram(3);
        for (int event = 0; event < schedule.events(); event++) {
            if (schedule.counts(event) && seen.get(event) != 0) {
                histogram.recordValue(Math.max(0, seen.get(event) - beginning.nanos(event)));
            }
        }
        return histogram;
    }

    private interface Beginning {
        long nanos(int event);
    }
}
