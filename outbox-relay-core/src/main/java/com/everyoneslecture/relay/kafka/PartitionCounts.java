package com.everyoneslecture.relay.kafka;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The number of partitions of each topic, one decision for all producers of a relay. Otherwise producers would see added
 * partitions at different times, and a key would alternate between its old and its new partition.
 *
 * <p>The number of a topic never decreases, even if a broker that lags behind reports fewer. A topic that was deleted and
 * created again has another id, and its own number replaces the old one.
 *
 * <p>Changed between two batches only, by the publishing thread. Read by any thread.
 */
public final class PartitionCounts {

    private final Map<String, Count> byTopic = new ConcurrentHashMap<>();

    /** Adopts the number that a broker reports of a topic. */
    public void observe(TopicDescription topic) {
        Count observed = new Count(topic.topicId(), topic.partitions().size());
        byTopic.merge(topic.name(), observed, Count::or);
    }

    /** Returns the topics whose number is known. */
    public Set<String> topics() {
        return byTopic.keySet();
    }

    /**
     * Returns the partition of a key, which is that of Kafka's default partitioner, so that other producers choose the same;
     * null if the number of partitions is not known.
     */
    @Nullable
    public Integer partition(String topic, byte[] key) {
        Count count = byTopic.get(topic);
        return count == null ? null : partition(key, count.partitions());
    }

    /** Returns the partition of a key among this number of partitions. */
    public static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private record Count(Uuid topicId, int partitions) {

        Count or(Count observed) {
            return topicId.equals(observed.topicId) && partitions > observed.partitions ? this : observed;
        }
    }
}
