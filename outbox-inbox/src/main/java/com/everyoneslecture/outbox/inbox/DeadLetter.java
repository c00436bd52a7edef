package com.everyoneslecture.outbox.inbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apiguardian.api.API;

/**
 * A record that can never be applied.
 *
 * @param record as it was read
 * @param reason the kind of fault, from a small fixed set, for metrics
 * @param detail the fault in one line, for an operator
 */
@API(status = API.Status.STABLE)
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {}
