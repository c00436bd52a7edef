package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.BootstrapServers;
import com.everyoneslecture.outbox.kafka.SizeCheck;
import com.everyoneslecture.outbox.kafka.UnpackedSizes;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apiguardian.api.API;

/**
 * Creates clients with {@link ClientDefaults}, then the user's properties, then those that users cannot change.
 */
@API(status = API.Status.INTERNAL)
public final class ConfiguredKafkaClients implements KafkaClients {

    private final ConsumeSettings settings;

    public ConfiguredKafkaClients(ConsumeSettings settings) {
        this.settings = settings;
    }

    @Override
    public Consumer<byte[], byte[]> consumer(int records) {
        Map<String, Object> config = config(ClientDefaults.CONSUMER, ConsumerConfig.configNames());
        config.putAll(ClientDefaults.CONSUMER_FIXED);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, records);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public SizeCheck sizes(int records) {
        Properties client = new Properties();
        client.putAll(config(ClientDefaults.ADMIN, AdminClientConfig.configNames()));
        return new UnpackedSizes(client, records, UnpackedSizes.ofThisHeap());
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> config = config(ClientDefaults.PRODUCER, ProducerConfig.configNames());
        config.putAll(ClientDefaults.PRODUCER_FIXED);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Admin admin() {
        return Admin.create(config(ClientDefaults.ADMIN, AdminClientConfig.configNames()));
    }

    /**
     * Leaves out a setting that only another kind of client has. A setting that no client has stays, because it belongs to a
     * plug-in.
     */
    private Map<String, Object> config(Map<String, Object> defaults, Set<String> known) {
        // This failure is temporary, for example in a container network in which the brokers start last.
        BootstrapServers.requireKnown(settings.bootstrapServers());
        Map<String, Object> config = new HashMap<>(defaults);
        settings.clientProperties().forEach((name, value) -> {
            if (known.contains(name) || !ClientDefaults.isKnown(name)) {
                config.put(name, value);
            }
        });
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return config;
    }
}
