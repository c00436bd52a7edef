package com.everyoneslecture.outbox.inbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apiguardian.api.API;

/** Applies batches durably. Only the loop's thread calls {@link #apply}. */
@API(status = API.Status.INTERNAL)
public interface BatchHandler {

    /**
     * Applies a batch and moves the stored offsets in one database transaction. When it returns {@link Applied}, everything is
     * durable except the dead letters that it contains, and the stored offsets have moved up to the first of these ({@link
     * OffsetMoves#before}). When it returns another outcome, nothing is applied. When it throws, the response to the commit may
     * have been lost: the next attempt then returns {@link Overtaken}, because the stored offsets have moved.
     */
    Outcome apply(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws SQLException;

    /** Cancels the running batch, from any thread; {@link #apply} then throws. */
    void abort();

    /** The outcome of a batch. */
    sealed interface Outcome {}

    /**
     * The batch is durable.
     *
     * @param applied the number of events that changed a row, or were overtaken within the batch by one that did
     * @param alreadyApplied the number of events that were applied before
     * @param reissues the number of applied events whose version another event had before
     * @param ignored the number of records of a type that is not for this service
     * @param gaps the number of keys for which a version is missing before those of this batch
     * @param deadLetters the records that could not be applied
     */
    @API(status = API.Status.STABLE)
    record Applied(int applied, int alreadyApplied, int reissues, int ignored, int gaps, List<DeadLetter> deadLetters)
            implements Outcome {}

    /**
     * Nothing was applied: these partitions have to be read from their beginning first.
     *
     * @param partitions some of the batch's, never empty
     */
    record ReplayDue(Set<Integer> partitions) implements Outcome {}

    /**
     * Nothing was applied: a stored offset is not the one that a move starts from. Another member has the partition and has
     * applied some of it, or an earlier attempt was committed, or the database was restored.
     */
    record Overtaken() implements Outcome {}
}
