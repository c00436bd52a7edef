package com.everyoneslecture.outbox.inbox;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;

/** A dead letter topic in memory. */
final class MemoryDeadLetters implements DeadLetters {

    private final List<Long> offsets = new ArrayList<>();
    private Runnable beforeWrite = () -> {};
    private int failures;

    /** Sets the action before each write. */
    void beforeWrite(Runnable hook) {
        beforeWrite = hook;
    }

    /** Makes this number of writes fail. */
    void fail(int times) {
        failures = times;
    }

    /** Returns the offsets of the records that were written, in their order. */
    List<Long> offsets() {
        return offsets;
    }

    @Override
    public void write(List<DeadLetter> letters) {
        beforeWrite.run();
        if (failures-- > 0) {
            throw new TimeoutException("the dead letter topic does not answer");
        }
        letters.forEach(letter -> offsets.add(letter.record().offset()));
    }

    @Override
    public void close() {}
}
