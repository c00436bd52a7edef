package com.everyoneslecture.outbox.inbox;

import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * An offset as the read model's database stores it.
 *
 * @param topicId Kafka's id of the topic; a topic that is deleted and created again gets another id
 * @param next the first record that is neither applied nor a dead letter
 * @param leaderEpoch the partition leader's epoch, by which Kafka detects a truncated log; null if unknown
 */
@API(status = API.Status.INTERNAL)
public record StoredOffset(
        UUID topicId, long next, @Nullable Integer leaderEpoch) {

    static StoredOffset of(UUID topicId, OffsetAndMetadata offset) {
        return new StoredOffset(topicId, offset.offset(), offset.leaderEpoch().orElse(null));
    }

    OffsetAndMetadata forKafka() {
        return new OffsetAndMetadata(next, Optional.ofNullable(leaderEpoch), "");
    }
}
