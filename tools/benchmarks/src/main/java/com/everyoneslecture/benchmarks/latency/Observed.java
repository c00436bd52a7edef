package com.everyoneslecture.benchmarks.latency;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * When each event was seen where. Writers, the consumer and whoever looks at the read model tell it, each from its thread;
 * all times are {@link System#nanoTime} of this JVM.
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

    /** The commit has returned. */
    void committed(int event, long nanos) {
        committed.set(event, nanos);
    }

    /** A consumer has the record of the category's event. */
    void record(long categoryId, long nanos) {
        int event = event(categoryId);
        if (event >= 0) {
            (records.compareAndSet(event, 0, nanos) ? recordCount : doubled).incrementAndGet();
        }
    }

    /** The category's row is in the read model. */
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

    /** From when it was due. */
    Histogram recordsSinceDue() {
        return histogram(records, schedule::dueNanos);
    }

    /** From when its commit returned: what the relay adds. Less than nothing is possible, and counts as nothing. */
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
