package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Applies the events of a batch together, with few statements. It is for consumers to which a statement for each event is too slow.
 *
 * <p>It decides itself, by versions for example, whether an event was applied before; no {@link Guard} is asked. A record that it
 * cannot read, and an event whose values the database rejects, go to the dead letter topic, and all others are applied.
 *
 * <p><b>Threads:</b> several threads call {@link #decode} at the same time; the topic's thread alone calls {@link #apply}.
 *
 * @param <E> a decoded event
 */
@API(status = API.Status.STABLE)
public interface Projection<E> {

    /** The reason of a dead letter for which {@link #decode} failed with another exception than {@link UnreadableRecordException}. */
    String DECODER_FAILED = "decoder-failed";

    /** The reason of a dead letter whose values the database rejects. */
    String REJECTED_BY_DATABASE = "refused-by-database";

    /**
     * Decodes a record.
     *
     * @return null to pass over a record that is not for this consumer
     * @throws UnreadableRecordException if nobody can read the record; it becomes a dead letter
     */
    @Nullable
    E decode(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException;

    /**
     * Applies events in a transaction that is under way, in the order of the list. It neither commits nor rolls back. If the database
     * rejects a value, the changes of this call are undone, and the method is called again with parts of the list.
     *
     * @param events at least one; those of one partition in their order
     * @return the numbers of events by their effect, for metrics
     * @throws SQLException if the database fails
     */
    ProjectionResult apply(Connection connection, List<E> events) throws SQLException;
}
