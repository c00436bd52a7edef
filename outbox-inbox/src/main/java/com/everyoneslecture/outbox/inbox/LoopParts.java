package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;

/**
 * The collaborators of a loop.
 *
 * @param clients creates the consumer
 * @param handler makes batches durable
 * @param deadLetters takes the records that cannot be applied
 * @param marks returns the partitions that have to be read again
 * @param offsets the offsets that the read model's database stores
 * @param listener is notified of the loop's progress
 */
@API(status = API.Status.INTERNAL)
public record LoopParts(
        KafkaClients clients,
        BatchHandler handler,
        DeadLetters deadLetters,
        ReplayMarks marks,
        StoredOffsets offsets,
        LoopListener listener) {}
