package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;

/**
 * What the loop works with.
 *
 * @param clients makes the consumer
 * @param handler makes batches durable
 * @param deadLetters takes what cannot be applied
 * @param marks knows what has to be read again
 * @param offsets the offsets that the read model's database stores
 * @param listener hears of what happens
 */
@API(status = API.Status.INTERNAL)
public record LoopParts(
        KafkaClients clients,
        BatchHandler handler,
        DeadLetters deadLetters,
        ReplayMarks marks,
        StoredOffsets offsets,
        LoopListener listener) {}
