package com.everyoneslecture.relay.kafka;

import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The topic in which the brokers store their transactions. If the brokers cannot create it, a producer only reports a timeout,
 * and would do so forever.
 */
public final class TransactionLog {

    private static final String TOPIC = "__transaction_state";
    private static final String FACTOR = "transaction.state.log.replication.factor";

    private static final String REMEDY = "the relay needs Kafka's transactions: start as many brokers as " + FACTOR
            + " of the brokers requires, or set it and transaction.state.log.min.isr to the number of brokers and restart them."
            + " A broker of another vendor must support transactions";

    private final Admin admin;
    private final Duration timeout;

    public TransactionLog(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /**
     * Returns if the brokers support transactions, as far as the relay's permissions allow the check.
     *
     * @throws NoTransactionsException if an operator must act first
     * @throws org.apache.kafka.common.errors.NotEnoughReplicasException if brokers are missing that hold the topic
     * @throws org.apache.kafka.common.KafkaException if the brokers do not respond in time
     */
    public void require() throws InterruptedException {
        try {
            Answers.await(admin.describeTopics(Set.of(TOPIC)).allTopicNames(), timeout);
        } catch (UnknownTopicOrPartitionException e) {
            throw new NoTransactionsException(missing(), REMEDY, e);
        } catch (AuthorizationException e) {
            // Only the brokers' own log has more details.
            return;
        }
        new InSyncReplicas(admin, timeout).require(Set.of(TOPIC));
    }

    private String missing() throws InterruptedException {
        List<Node> brokers = List.copyOf(Answers.await(admin.describeCluster().nodes(), timeout));
        String factor = brokers.isEmpty() ? null : factor(brokers.get(0));
        return "the brokers do not support transactions: they have not created their topic " + TOPIC
                + (factor == null
                        ? ""
                        : ", for which " + FACTOR + " requires " + factor + " brokers, and there "
                                + (brokers.size() == 1 ? "is 1" : "are " + brokers.size()));
    }

    /** Null if it is not visible to the relay's principal. */
    private @Nullable String factor(Node broker) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        try {
            Map<ConfigResource, Config> configs =
                    Answers.await(admin.describeConfigs(List.of(resource)).all(), timeout);
            Config config = configs.get(resource);
            return config == null || config.get(FACTOR) == null
                    ? null
                    : config.get(FACTOR).value();
        } catch (AuthorizationException e) {
            return null;
        }
    }
}
