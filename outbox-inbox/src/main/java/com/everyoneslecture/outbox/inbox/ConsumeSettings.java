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
 * @param clientProperties settings for all Kafka clients, such as TLS and SASL; the properties that this package sets take
 *     precedence
 * @param batchSize the maximum number of records in one batch
 * @param deadLetterPartitions partitions of the dead letter topic, if it has to be created
 * @param deadLetterReplication its replication factor; -1 for the broker's default
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
