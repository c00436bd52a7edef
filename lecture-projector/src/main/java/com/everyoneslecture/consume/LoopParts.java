package com.everyoneslecture.consume;

/**
 * What the loop works with.
 *
 * @param clients makes the consumer
 * @param handler makes batches durable
 * @param deadLetters takes what cannot be applied
 * @param marks knows what has to be read again
 * @param listener hears of what happens
 */
public record LoopParts(
        KafkaClients clients,
        BatchHandler handler,
        DeadLetters deadLetters,
        ReplayMarks marks,
        LoopListener listener) {}
