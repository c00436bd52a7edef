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
 * <p>The group runs Kafka's classic protocol with cooperative rebalancing, not the one that came with Kafka 4: there, a
 * member learns of a topic that has just appeared with a heartbeat whose interval the broker sets, 5 s and more. Here
 * the client looks for itself every second, so that the first event of a new topic is seen within about that time; and
 * the client, not the broker, sets the time after which the partitions of a killed member are assigned to others.
 */
@API(status = API.Status.INTERNAL)
public final class ClientDefaults {

    /**
     * The shortest timeout that a broker accepts by default. After it, other members read the partitions of a killed
     * member.
     */
    public static final int SESSION_TIMEOUT_MILLIS = 6_000;

    /** Dead letters carry headers that the record had not, so they must be allowed to be larger than it. */
    static final int MAX_DEAD_LETTER_BYTES = 16 * 1024 * 1024;

    /**
     * Also how long a member waits for an answer to its joining, and how long the group waits for members that do not come back.
     * A broker that is killed can lose a member's question while it loads its groups twice (seen with 4.3.1): with the default of
     * five minutes that member stands still for ten. Far above what a batch takes: every wait on the database is bounded.
     */
    private static final int MAX_POLL_INTERVAL_MILLIS = 30_000;

    private static final int RECONNECT_MAX_MILLIS = 1_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    private static final int ADMIN_TIMEOUT_MILLIS = 4_000;

    /** The time after which the admin client gives up by itself. */
    static final Duration ADMIN_TIMEOUT = Duration.ofMillis(ADMIN_TIMEOUT_MILLIS);

    /** Longer than the admin client tries, so that it is what fails, and says why; nothing waits for ever if it does not. */
    static final Duration ADMIN_PATIENCE = ADMIN_TIMEOUT.multipliedBy(2);

    /**
     * The time after which the loop polls again, though dead letters are not acknowledged: a third of what it may go without a
     * poll, since making the topic and one send may add to it.
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
            // Also how soon a new topic or a new partition is seen.
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            1_000);

    /** Whatever the user sets: the promises of this package hang on these. */
    static final Map<String, Object> CONSUMER_FIXED = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            // What a transaction rolled back was never published.
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // The same as "earliest", by Beginning, which tells where it loses records.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            // Or asking for a topic would make it, with the broker's number of partitions instead of the relay's.
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

    /** The client settings that a user may not pass through, since they have a key of their own or none at all. */
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
