package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.DeadLetter;
import com.everyoneslecture.outbox.inbox.DeadLetters;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;

/** Fails the given number of writes, as with unreachable brokers. */
record FailingDeadLetters(DeadLetters letters, AtomicInteger failures) implements DeadLetters {

    @Override
    public void write(List<DeadLetter> written) {
        if (failures.get() > 0) {
            failures.decrementAndGet();
            throw new TimeoutException("the brokers are away");
        }
        letters.write(written);
    }

    @Override
    public void close() {
        letters.close();
    }
}
