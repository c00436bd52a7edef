package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Applies the events of a batch together, with few statements, for consumers that would be too slow with one statement
 * for each event.
 *
 * <p>An implementation recognizes by itself, for example by versions, whether an event was applied before; no
 * {@link Guard} is used. A record that cannot be decoded, and an event whose values the database rejects, go to the
 * dead letter topic; all others are applied.
 *
 * <p><b>Threads:</b> several threads call {@link #decode} at the same time; the topic's thread alone calls
 * {@link #apply}.
 *
 * @param <E> a decoded event
 */
@API(status = API.Status.STABLE)
public interface Projection<E> {

    /** The reason of a dead letter for which {@link #decode} threw a {@link RuntimeException} or an {@link Error}. */
    String DECODER_FAILED = "decoder-failed";

    /** The reason of a dead letter whose values the database rejects. */
    String REJECTED_BY_DATABASE = "refused-by-database";

    /**
     * Decodes a record.
     *
     * @return the event; null to ignore a record that is not for this consumer
     * @throws UnreadableRecordException if the record can never be decoded; it becomes a dead letter
     */
    @Nullable
    E decode(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException;

    /**
     * Applies events in the open transaction of the connection, in the order of the list. Must neither commit nor roll
     * back. If the database rejects a value, the changes of this call are rolled back, and the method is called again,
     * also with parts of the list. The list cannot be changed: copy it to sort it.
     *
     * @param events at least one; the events of one partition are in the order of their offsets
     * @return the numbers of events by their effect, for metrics
     * @throws SQLException if the database fails
     */
    ProjectionResult apply(Connection connection, List<E> events) throws SQLException;
}
