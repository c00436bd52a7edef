package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.SizeCheck;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apiguardian.api.API;

/** Creates the Kafka clients of this package. The caller closes each client. */
@API(status = API.Status.INTERNAL)
public interface KafkaClients {

    /** A consumer of the configured group that is subscribed to nothing yet; a poll returns at most so many records. */
    Consumer<byte[], byte[]> consumer(int records);

    /** Checks that what such a consumer's poll returns fits into memory. */
    SizeCheck sizes(int records);

    /** A producer that acknowledges what all in-sync replicas have. */
    Producer<byte[], byte[]> producer();

    /** An administration client that gives up after seconds. */
    Admin admin();
}
