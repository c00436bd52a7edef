package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The settings of a loop; the code that creates them has validated them.
 *
 * @param topic the topic that is read
 * @param group the name of the consumer group whose offsets are committed, never blank
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param clientProperties settings for all Kafka clients, TLS and SASL above all; what this package sets itself wins
 * @param batchSize the most records of one batch
 * @param deadLetterPartitions partitions of the dead letter topic, where it has to be made
 * @param deadLetterReplication its replication factor; -1 leaves it to the broker
 * @param backoff how long to wait after failures
 */
@API(status = API.Status.INTERNAL)
public record ConsumeSettings(
        TopicName topic,
        String group,
        String bootstrapServers,
        Map<String, String> clientProperties,
        int batchSize,
        int deadLetterPartitions,
        short deadLetterReplication,
        BackoffSettings backoff) {}
