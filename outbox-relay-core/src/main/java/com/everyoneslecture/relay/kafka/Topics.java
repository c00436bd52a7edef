package com.everyoneslecture.relay.kafka;

import com.everyoneslecture.outbox.kafka.Answers;
import com.everyoneslecture.outbox.kafka.TopicCreation;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of events. It creates missing topics as configured, and never changes existing ones.
 *
 * <p>Used by one thread.
 */
public final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    /** Health checks wait for the brokers for a shorter time than an event does. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    /** The age up to which a list of all topics is used. */
    private static final Duration NAMES_AGE = Duration.ofSeconds(10);

    private final Admin admin;
    private final TopicSettings settings;
    private final Function<String, TopicSettings> byTopic;
    private final Duration timeout;
    private final TopicMaker maker;
    private final PartitionCounts partitions;
    private final UnconfiguredTopics unconfigured;
    private final Set<String> known = new HashSet<>();
    private Set<String> names = Set.of();
    private long namesNanos;

    /**
     * @param settings the settings of all topics
     * @param byTopic returns the settings of one topic
     * @param partitions receives the number of each topic's partitions
     * @param unconfigured counts the topics that are created for aggregate types without a route
     */
    public Topics(
            Admin admin,
            TopicSettings settings,
            Function<String, TopicSettings> byTopic,
            Duration timeout,
            PartitionCounts partitions,
            UnconfiguredTopics unconfigured) {
        this.admin = admin;
        this.settings = settings;
        this.byTopic = byTopic;
        this.timeout = timeout;
        this.maker =
                new TopicMaker(new TopicCreation(admin, timeout), Optional.ofNullable(settings.replicationFactor()));
        this.partitions = partitions;
        this.unconfigured = unconfigured;
    }

    /**
     * Returns when the topic exists. Returns at once if the topic was seen before.
     *
     * @throws KafkaException if the topic cannot be created, or the brokers do not respond in time
     */
    public void ensure(String topic) throws InterruptedException {
        if (!known.contains(topic)) {
            makeOfEvents(topic);
            known.add(topic);
        }
    }

    /**
     * Returns when the topic of an aggregate type exists, which may have no route.
     *
     * @throws TooManyTopicsException if the topic does not exist, and enough topics were created
     * @throws KafkaException if the topic cannot be created, or the brokers do not respond in time
     */
    public void ensureOfEvents(String topic) throws InterruptedException {
        if (known.contains(topic)) {
            return;
        }
        int maximum = settings.maximumUnconfigured();
        if (!unconfigured.hasRoom(maximum) && !names().contains(topic)) {
            throw unconfigured.rejection(topic, maximum);
        }
        if (makeOfEvents(topic)) {
            unconfigured.created();
        }
        known.add(topic);
    }

    /**
     * Returns when the dead letter topic exists, which accepts records of any size that the producer sends.
     *
     * @throws KafkaException if it cannot be created, or the brokers do not respond in time
     */
    public void ensureDeadLetters(String topic, int maximumRecordBytes) throws InterruptedException {
        if (!known.contains(topic)) {
            observe(topic, maker.ensureDeadLetters(topic, settings.deadLetterConfiguration(maximumRecordBytes)));
            known.add(topic);
        }
    }

    /**
     * Returns when the topic exists. If it has to be created, it gets this number of partitions and this configuration.
     *
     * @return whether it was created
     * @throws KafkaException if the topic cannot be created, or the brokers do not respond in time
     */
    public boolean ensure(String topic, int partitions, Map<String, String> configuration) throws InterruptedException {
        return observe(topic, maker.ensure(topic, partitions, configuration));
    }

    /**
     * Adopts the current number of partitions of the topics that were seen before, with one request. A topic that was deleted
     * meanwhile counts as not seen.
     *
     * @throws KafkaException if the brokers do not respond in time, or reject the request
     */
    public void refresh() throws InterruptedException {
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(Set.copyOf(known)).topicNameValues().entrySet()) {
            try {
                partitions.observe(Answers.await(topic.getValue(), timeout));
            } catch (UnknownTopicOrPartitionException e) {
                known.remove(topic.getKey());
            }
        }
    }

    /**
     * Returns whether none of these topics has ever had a record; a topic that does not exist counts as such.
     *
     * @throws KafkaException if the brokers do not respond in time
     */
    public boolean areUntouched(Collection<String> topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        Set<String> existing = new HashSet<>(topics);
        existing.retainAll(Answers.await(admin.listTopics().names(), timeout));
        Answers.await(admin.describeTopics(existing).allTopicNames(), timeout)
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> ends.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        return Answers.await(admin.listOffsets(ends).all(), timeout).values().stream()
                .allMatch(end -> end.offset() == 0);
    }

    /**
     * Returns if the brokers answer.
     *
     * @throws KafkaException if they do not
     */
    public void probe() throws InterruptedException {
        Answers.await(admin.describeCluster().clusterId(), PROBE_TIMEOUT);
    }

    private boolean observe(String topic, TopicCreation.Existing existing) {
        partitions.observe(existing.description());
        if (existing.made()) {
            LOG.atInfo()
                    .addKeyValue("topic", topic)
                    .addKeyValue(
                            "partitions", existing.description().partitions().size())
                    .log("created the topic");
        }
        return existing.made();
    }

    private boolean makeOfEvents(String topic) throws InterruptedException {
        TopicSettings own = byTopic.apply(topic);
        return ensure(topic, own.partitions(), own.eventConfiguration());
    }

    /**
     * Returns the names of all topics, up to a few seconds old: thousands of aggregate types may have no topic.
     */
    private Set<String> names() throws InterruptedException {
        long nanos = System.nanoTime();
        if (names.isEmpty() || nanos - namesNanos > NAMES_AGE.toNanos()) {
            names = Answers.await(admin.listTopics().names(), timeout);
            namesNanos = nanos;
        }
        return names;
    }
}
