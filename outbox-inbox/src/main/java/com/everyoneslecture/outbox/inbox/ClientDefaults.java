package com.everyoneslecture.outbox.inbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apiguardian.api.API;

/**
 * The properties of the Kafka clients for which Kafka's own defaults are not suitable.
 *
 * <p>The group uses Kafka's classic protocol with cooperative rebalancing, not the new one of Kafka 4. With the new protocol, a
 * member learns of a new topic with a heartbeat whose interval the broker sets, 5 s and more. Here the client refreshes its
 * metadata every second, so it finds the first event of a new topic within about that time. The client, and not the broker,
 * also sets the time after which the partitions of a killed member are assigned to others.
 */
@API(status = API.Status.INTERNAL)
public final class ClientDefaults {

    /**
     * The shortest timeout that brokers accept by default. After it, other members take over a killed
     * member's partitions.
     */
    public static final int SESSION_TIMEOUT_MILLIS = 6_000;

    /** Dead letters carry headers that the record had not, so they must be allowed to be larger than it. */
    static final int MAX_DEAD_LETTER_BYTES = 16 * 1024 * 1024;

    /**
     * This interval also bounds how long a member waits for a response to its join request, and how long the group waits for
     * members that do not rejoin. A killed broker can lose a member's request if it loads its groups twice (seen with 4.3.1):
     * with the default of five minutes, that member waits ten. It is far above the time for a batch, because every wait for the
     * database is bounded.
     */
    private static final int MAX_POLL_INTERVAL_MILLIS = 30_000;

    private static final int RECONNECT_MAX_MILLIS = 1_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    private static final int ADMIN_TIMEOUT_MILLIS = 4_000;

    /** The time after which the admin client gives up. */
    static final Duration ADMIN_TIMEOUT = Duration.ofMillis(ADMIN_TIMEOUT_MILLIS);

    /**
     * Longer than the admin client's own timeout, so that the client fails first, with a cause. This bound applies if the
     * client does not fail.
     */
    static final Duration ADMIN_PATIENCE = ADMIN_TIMEOUT.multipliedBy(2);

    /**
     * The time after which the loop polls again, even if dead letters are not acknowledged: a third of the longest allowed
     * interval between two polls, because creating the topic and one send may add to it.
     */
    static final Duration DEAD_LETTER_PATIENCE = Duration.ofMillis(MAX_POLL_INTERVAL_MILLIS / 3);

    static final Map<String, Object> CONSUMER = Map.of(
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            RECONNECT_MAX_MILLIS,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            SESSION_TIMEOUT_MILLIS,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            1_000,
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
            MAX_POLL_INTERVAL_MILLIS,
            // Also the time after which a new topic or a new partition is noticed.
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            1_000);

    /** The properties that users cannot change, because the guarantees of this package depend on them. */
    static final Map<String, Object> CONSUMER_FIXED = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            // Records of aborted transactions were never published.
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // The effect is that of "earliest", but OffsetReset also reports lost records.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            // Otherwise a request would create the topic, with the broker's default number of partitions instead of the
            // relay's.
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            "classic",
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName());

    static final Map<String, Object> PRODUCER = Map.of(
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            RECONNECT_MAX_MILLIS,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            REQUEST_TIMEOUT_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            REQUEST_TIMEOUT_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            2 * REQUEST_TIMEOUT_MILLIS,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            MAX_DEAD_LETTER_BYTES,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            2L * MAX_DEAD_LETTER_BYTES);

    static final Map<String, Object> PRODUCER_FIXED =
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);

    static final Map<String, Object> ADMIN = Map.of(
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            2_000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            ADMIN_TIMEOUT_MILLIS);

    private ClientDefaults() {}

    /** Returns the client settings that a user cannot pass through, because they have a separate key or cannot be changed. */
    public static Set<String> reserved() {
        Set<String> reserved = new TreeSet<>(Set.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                ConsumerConfig.GROUP_ID_CONFIG,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG));
        reserved.addAll(CONSUMER_FIXED.keySet());
        reserved.addAll(PRODUCER_FIXED.keySet());
        return reserved;
    }

    static boolean isKnown(String name) {
        return ConsumerConfig.configNames().contains(name)
                || ProducerConfig.configNames().contains(name)
                || AdminClientConfig.configNames().contains(name);
    }
}
