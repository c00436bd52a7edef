package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.SizeCheck;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apiguardian.api.API;

/** Creates the Kafka clients of this package. The caller closes each client. */
@API(status = API.Status.INTERNAL)
public interface KafkaClients {

    /** Creates a consumer of the configured group without a subscription; a poll returns at most this number of records. */
    Consumer<byte[], byte[]> consumer(int records);

    /** Creates a check that the records of such a consumer's poll fit into memory. */
    SizeCheck sizes(int records);

    /** Creates a producer whose records are acknowledged by all in-sync replicas. */
    Producer<byte[], byte[]> producer();

    /** Creates an administration client with a timeout of seconds. */
    Admin admin();
}
