package com.everyoneslecture.outbox.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Fetches batches as the broker stores them, compressed. Kafka's consumer returns only single records, and unpacks them first.
 * So this uses the internal classes of the consumer, which are not a public API of Kafka; a test with a real broker fails if
 * they change. Used by one thread.
 */
final class BatchFetcher implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BYTES = 1024 * 1024;
    private static final String NAME = "batch-fetcher";

    private final Metrics metrics = new Metrics();
    private final ManualMetadataUpdater nodes = new ManualMetadataUpdater();
    private final NetworkClient network;
    private final Admin admin;
    private Map<String, TopicDescription> topics = Map.of();

    /** Creates the fetcher without a connection. */
    BatchFetcher(Properties client) {
        this.network = ClientUtils.createNetworkClient(
                new AdminClientConfig(client),
                NAME,
                metrics,
                NAME,
                new LogContext(),
                new ApiVersions(),
                Time.SYSTEM,
                1,
                (int) PATIENCE.toMillis(),
                null,
                nodes,
                new DefaultHostResolver(),
                null,
                null);
        try {
            this.admin = Admin.create(client);
        } catch (RuntimeException e) {
            network.close();
            metrics.close();
            throw e;
        }
    }

    /**
     * Fetches records from an offset on: about 1 MiB, at least one batch. The first batch may begin before the offset.
     *
     * @return empty at the end of the committed records, or if the partition has no such offset
     * @throws org.apache.kafka.common.KafkaException if the brokers do not respond, or reject the request
     */
    Iterable<? extends RecordBatch> fetch(TopicPartition partition, long offset) {
        boolean asked = !topics.containsKey(partition.topic());
        try {
            return records(partition, offset);
        } catch (OffsetOutOfRangeException e) {
            return List.of();
        } catch (InvalidMetadataException e) {
            // Another broker leads the partition by now, or the topic was created again.
            topics = Map.of();
            if (asked) {
                throw e;
            }
            return fetch(partition, offset);
        } catch (RuntimeException e) {
            topics = Map.of();
            throw e;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        network.close();
        metrics.close();
    }

    private Iterable<? extends RecordBatch> records(TopicPartition partition, long offset) {
        TopicDescription topic = topic(partition.topic());
        Node leader = leader(topic, partition);
        var question = FetchRequest.Builder.forConsumer(
                        ApiKeys.FETCH.latestVersion(),
                        0,
                        0,
                        Map.of(
                                partition,
                                new FetchRequest.PartitionData(
                                        topic.topicId(),
                                        offset,
                                        FetchRequest.INVALID_LOG_START_OFFSET,
                                        BYTES,
                                        Optional.empty())))
                .isolationLevel(IsolationLevel.READ_COMMITTED)
                .setMaxBytes(BYTES);
        FetchResponse answer = (FetchResponse) ask(leader, question).responseBody();
        answer.error().maybeThrow();
        FetchResponseData.PartitionData data = answer.responseData(
                        Map.of(topic.topicId(), partition.topic()), ApiKeys.FETCH.latestVersion())
                .get(partition);
        Objects.requireNonNull(data, "the broker responded without the requested partition");
        Errors error = Errors.forCode(data.errorCode());
        if (error == Errors.TOPIC_AUTHORIZATION_FAILED) {
            // The exception of the code alone names no topic.
            throw new TopicAuthorizationException(Set.of(partition.topic()));
        }
        error.maybeThrow();
        return FetchResponse.recordsOrFail(data).batches();
    }

    private ClientResponse ask(Node leader, FetchRequest.Builder question) {
        nodes.setNodes(List.of(leader));
        try {
            if (!NetworkClientUtils.awaitReady(network, leader, Time.SYSTEM, PATIENCE.toMillis())) {
                throw new DisconnectException("no connection to " + leader + " within " + PATIENCE.toSeconds() + " s");
            }
            return NetworkClientUtils.sendAndReceive(
                    network,
                    network.newClientRequest(leader.idString(), question, Time.SYSTEM.milliseconds(), true),
                    Time.SYSTEM);
        } catch (IOException e) {
            throw new DisconnectException("the connection to " + leader + " failed", e);
        }
    }

    private TopicDescription topic(String name) {
        TopicDescription known = topics.get(name);
        if (known == null) {
            topics = Answers.of(admin.describeTopics(List.of(name)).allTopicNames(), PATIENCE);
            known = Objects.requireNonNull(topics.get(name));
        }
        return known;
    }

    private static Node leader(TopicDescription topic, TopicPartition partition) {
        return topic.partitions().stream()
                .filter(one -> one.partition() == partition.partition())
                .map(TopicPartitionInfo::leader)
                .filter(leader -> leader != null && !leader.isEmpty())
                .findFirst()
                .orElseThrow(() -> new LeaderNotAvailableException("no broker leads " + partition));
    }
}
