package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.outbox.kafka.SizeCheck;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the stored offset behind a record that does not fit into memory, on request of an operator. It skips only that record,
 * because it examines the record again first. Any thread may call it.
 *
 * <p>The stored offset moves only from the value that it had when the record was examined. After a crash before the
 * move nothing has changed. After the move, the member that has the partition continues behind the record, within about
 * 1 s.
 */
@API(status = API.Status.INTERNAL)
public final class Skips {

    private static final Logger LOG = LoggerFactory.getLogger(Skips.class);

    private final TopicName topic;
    private final StoredOffsets offsets;
    private final KafkaClients clients;

    /** @param offsets used by this object only */
    public Skips(TopicName topic, StoredOffsets offsets, KafkaClients clients) {
        this.topic = topic;
        this.offsets = offsets;
        this.clients = clients;
    }

    /**
     * The skipped range of offsets.
     *
     * @param partition the partition's number, from 0
     * @param first the stored offset of the partition before
     * @param last the offset of the last record of the batch
     */
    @API(status = API.Status.STABLE)
    public record Skipped(int partition, long first, long last) {}

    /**
     * Skips the record and the rest of its batch, which cannot be read either.
     *
     * @param offset the offset of the record, as the halt reports it
     * @throws NothingToSkipException if the partition is at another offset, or its next record can be read
     * @throws KafkaException if the brokers do not respond in time, or reject the request
     * @throws SQLException if the database fails
     */
    public synchronized Skipped skip(int partition, long offset) throws SQLException {
        StoredOffset stored = offsets.find(Set.of(partition)).get(partition);
        if (stored == null) {
            throw new NothingToSkipException("No record of partition " + partition + " of " + topic.value()
                    + " was read yet, or it does not exist.");
        }
        OversizedRecordsException oversized = examine(partition, stored);
        if (oversized == null || oversized.first() != offset) {
            throw new NothingToSkipException("Partition " + partition + " of " + topic.value() + " is at offset "
                    + stored.next() + ", and "
                    + (oversized == null
                            ? "the next record can be read."
                            : "the record that does not fit into memory is at offset " + oversized.first() + "."));
        }
        StoredOffset behind = new StoredOffset(stored.topicId(), oversized.last() + 1, null);
        if (!offsets.move(new OffsetMoves(List.of(new OffsetMove(partition, stored, behind))))) {
            throw new NothingToSkipException(
                    "Partition " + partition + " of " + topic.value() + " has a new offset meanwhile.");
        }
        LOG.atWarn()
                .addKeyValue("cause", oversized.getMessage())
                .addKeyValue("next", behind.next())
                .log("Records are skipped at an operator's request");
        return new Skipped(partition, stored.next(), oversized.last());
    }

    private @Nullable OversizedRecordsException examine(int partition, StoredOffset stored) {
        try (SizeCheck sizes = clients.sizes(1)) {
            sizes.check(new TopicPartition(topic.value(), partition), stored.next());
            return null;
        } catch (OversizedRecordsException e) {
            return e;
        }
    }
}
