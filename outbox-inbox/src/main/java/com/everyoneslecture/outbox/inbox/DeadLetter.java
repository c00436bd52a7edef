package com.everyoneslecture.outbox.inbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apiguardian.api.API;

/**
 * A record that nobody can apply, however often it is read.
 *
 * @param record as it was read
 * @param reason the class of the fault, one of few, for counting
 * @param detail what exactly is wrong, for people
 */
@API(status = API.Status.STABLE)
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {}
