package com.everyoneslecture.relay.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that events go to. A missing one is made as configured; one that exists is left as it is, whatever it is.
 *
 * <p>Used by one thread.
 */
public final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    /** Health should not wait as long for the brokers as an event does. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    /** A topic that was just made is known to all brokers within moments. */
    private static final Duration DESCRIBE_INTERVAL = Duration.ofMillis(20);

    private final Admin admin;
    private final TopicSettings settings;
    private final Duration timeout;
    private final PartitionCounts partitions;
    private final Set<String> known = new HashSet<>();

    /** @param partitions learns the number of each topic's partitions */
    public Topics(Admin admin, TopicSettings settings, Duration timeout, PartitionCounts partitions) {
        this.admin = admin;
        this.settings = settings;
        this.timeout = timeout;
        this.partitions = partitions;
    }

    /**
     * Returns when the topic exists. Costs nothing if it has seen it before.
     *
     * @throws KafkaException if it cannot be made, or the brokers do not answer in time
     */
    public void ensure(String topic) throws InterruptedException {
        if (!known.contains(topic)) {
            ensure(topic, settings.partitions(), settings.configuration());
            known.add(topic);
        }
    }

    /**
     * The same for a dead letter topic, which takes records of any size that the producer sends.
     *
     * @throws KafkaException if it cannot be made, or the brokers do not answer in time
     */
    public void ensureDeadLetters(String topic, int maximumRecordBytes) throws InterruptedException {
        if (!known.contains(topic)) {
            ensure(topic, 1, settings.deadLetterConfiguration(maximumRecordBytes));
            known.add(topic);
        }
    }

    /**
     * Returns when the topic exists, with partitions and configuration of its own. Tells whether it was made.
     *
     * @throws KafkaException if it cannot be made, or the brokers do not answer in time
     */
    public boolean ensure(String topic, int partitions, Map<String, String> configuration) throws InterruptedException {
        if (exists(topic)) {
            return false;
        }
        boolean made = make(new NewTopic(topic, Optional.of(partitions), replicationFactor()).configs(configuration));
        awaitExistence(topic);
        return made;
    }

    /**
     * Returns whether none of these topics, which exist, has ever had a record.
     *
     * @throws KafkaException if the brokers do not answer in time
     */
    public boolean areUntouched(Collection<String> topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        await(admin.describeTopics(topics).allTopicNames(), timeout)
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> ends.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        return await(admin.listOffsets(ends).all(), timeout).values().stream().allMatch(end -> end.offset() == 0);
    }

    /**
     * Returns if the brokers answer.
     *
     * @throws KafkaException if they do not
     */
    public void probe() throws InterruptedException {
        await(admin.describeCluster().clusterId(), PROBE_TIMEOUT);
    }

    /** Asked first, for to be told that a topic exists may take the right to make one. */
    private boolean exists(String topic) throws InterruptedException {
        try {
            await(admin.describeTopics(Set.of(topic)).allTopicNames(), timeout)
                    .values()
                    .forEach(partitions::observe);
            return true;
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    private void awaitExistence(String topic) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (!exists(topic)) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new UnknownTopicOrPartitionException("topic '" + topic + "' was made and is not there");
            }
            Thread.sleep(DESCRIBE_INTERVAL.toMillis());
        }
    }

    private boolean make(NewTopic wanted) throws InterruptedException {
        try {
            await(admin.createTopics(Set.of(wanted)).all(), timeout);
            LOG.atInfo()
                    .addKeyValue("topic", wanted.name())
                    .addKeyValue("partitions", wanted.numPartitions())
                    .log("made the topic");
            return true;
        } catch (TopicExistsException e) {
            LOG.atDebug().addKeyValue("topic", wanted.name()).log("the topic exists");
            return false;
        }
    }

    private Optional<Short> replicationFactor() {
        return Optional.ofNullable(settings.replicationFactor());
    }

    /** Returns the answer of the brokers; throws their refusal, or a timeout. */
    public static <T> T await(KafkaFuture<T> future, Duration timeout) throws InterruptedException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "the brokers did not answer within " + timeout.toMillis() + " ms", e);
        }
    }
}
