package com.everyoneslecture.consume;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Makes batches durable. The loop's thread alone calls {@link #apply}. */
public interface BatchHandler {

    /**
     * Applies a batch in one database transaction. When it returns {@link Applied} everything is durable but the dead letters
     * that it names; when it throws, or returns {@link ReplayDue}, nothing of the batch may be taken for applied, although
     * it may be (a commit's answer can be lost). The same records come again after that, and after any crash.
     */
    Outcome apply(ConsumerRecords<byte[], byte[]> records) throws SQLException;

    /** Breaks off what is running, from any thread; {@link #apply} then throws. */
    void abort();

    /** What became of a batch. */
    sealed interface Outcome {}

    /**
     * Durable now.
     *
     * @param applied how many events changed what is known, or were overtaken within the batch by one that did
     * @param alreadyApplied how many were known already
     * @param reissues how many of the applied events have a version that another event had before
     * @param ignored how many records are of a type that is not for this service
     * @param gaps for how many keys a version is missing before the ones in this batch
     * @param deadLetters what could not be applied
     */
    record Applied(int applied, int alreadyApplied, int reissues, int ignored, int gaps, List<DeadLetter> deadLetters)
            implements Outcome {}

    /**
     * Nothing was applied: these partitions have to be read from their beginning first.
     *
     * @param partitions some of the batch's, never empty
     */
    record ReplayDue(Set<Integer> partitions) implements Outcome {}
}
