package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the limits of topics and caches them for 30 s. The relay's own producer reports a rejection, so that the relay
 * can send the event to the dead letter topic. A rejection of the worker's producer fails the task instead, so the
 * limits must be known before sending.
 *
 * <p>If a limit is lowered while the old one is cached, the task fails once; its next start reads the new limit. If
 * this client may not read the topic's configuration, size and timestamps count as unlimited; the right to write is
 * still checked.
 *
 * <p>Used by one thread at a time.
 */
final class TopicLimitsReader implements RecordCheck.Topics {

    private static final Logger LOG = LoggerFactory.getLogger(TopicLimitsReader.class);

    private static final Duration AGE = Duration.ofSeconds(30);

    private final Admin admin;
    private final Duration patience;
    private final LongSupplier nanoClock;
    private final Map<String, Known> known = new HashMap<>();

    /** @param patience the time within which the brokers must respond */
    TopicLimitsReader(Admin admin, Duration patience, LongSupplier nanoClock) {
        this.admin = admin;
        this.patience = patience;
        this.nanoClock = nanoClock;
    }

    @Override
    public TopicLimits of(String topic) throws InterruptedException {
        Known last = known.get(topic);
        if (last == null || nanoClock.getAsLong() - last.nanos() > AGE.toNanos()) {
            last = new Known(read(topic), nanoClock.getAsLong());
            known.put(topic, last);
        }
        return last.limits();
    }

    private TopicLimits read(String topic) throws InterruptedException {
        TopicDescription description = Answers.await(
                        admin.describeTopics(
                                        List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                                .allTopicNames(),
                        patience)
                .get(topic);
        if (description == null) {
            throw new KafkaException("the brokers do not describe topic '" + topic + "'");
        }
        Set<AclOperation> operations = description.authorizedOperations();
        boolean mayWrite = operations == null || operations.isEmpty() || operations.contains(AclOperation.WRITE);
        Config config = config(topic);
        return new TopicLimits(
                number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                number(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
                number(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
                !"LogAppendTime".equals(text(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)),
                mayWrite);
    }

    private @Nullable Config config(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return Answers.await(admin.describeConfigs(List.of(resource)).all(), patience)
                    .get(resource);
        } catch (AuthorizationException e) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .log(
                            "the topic's configuration may not be read: an event that the topic rejects fails the task. Grant"
                                    + " DESCRIBE_CONFIGS on the topic");
            return null;
        }
    }

    private static long number(@Nullable Config config, String name) {
        String text = text(config, name);
        return text == null ? Long.MAX_VALUE : Long.parseLong(text);
    }

    private static @Nullable String text(@Nullable Config config, String name) {
        ConfigEntry entry = config == null ? null : config.get(name);
        return entry == null ? null : entry.value();
    }

    private record Known(TopicLimits limits, long nanos) {}
}
