package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds hanging transactions: the coordinator has completed them, but the partitions lack the marker of their end.
 *
 * <p>A broker that shuts down in order gives up its partitions before its coordinator. If no other broker can take them, the
 * coordinator assumes that they are deleted and skips the markers ("these partitions are likely deleted already and hence can
 * be skipped"), although it acknowledged the commit. No {@code read_committed} consumer receives the records of such a
 * transaction, or any record after them, until the same producer's next transaction ends in that partition; its marker then
 * ends both. The ledger's record of the transaction is as invisible as its events. So the events would be published again, and
 * the first ones would appear with them later.
 *
 * @see <a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-664%3A+Provide+tooling+to+detect+and+abort+hanging+transactions">KIP-664</a>
 */
final class HangingTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private final Brokers brokers;
    private final TopicPartition ledger;

    /** The queries to the brokers. */
    interface Brokers {

        /** Returns the ids that producers with these transactional ids have. */
        Map<Long, String> producers(List<String> transactionalIds) throws InterruptedException;

        /** Returns the partitions of all visible topics. */
        List<TopicPartition> partitions() throws InterruptedException;

        /** Returns the producers of those partitions that the relay may read. */
        Map<TopicPartition, PartitionProducerState> states(Collection<TopicPartition> partitions)
                throws InterruptedException;
    }

    HangingTransactions(Brokers brokers, TopicPartition ledger) {
        this.brokers = brokers;
        this.ledger = ledger;
    }

    /**
     * Returns the partitions with hanging transactions, by transactional id. Called when all of the ids are initialized, so
     * that none of their transactions is open. It needs only two requests if there is none, because each transaction writes to
     * the ledger.
     */
    Map<String, Set<TopicPartition>> find(List<String> transactionalIds) throws InterruptedException {
        try {
            Map<Long, String> producers = brokers.producers(transactionalIds);
            if (open(producers, List.of(ledger)).isEmpty()) {
                return Map.of();
            }
            return open(producers, brokers.partitions());
        } catch (UnsupportedVersionException | AuthorizationException e) {
            LOG.atWarn().setCause(e).log("the brokers do not show whether a transaction hangs");
            return Map.of();
        }
    }

    private Map<String, Set<TopicPartition>> open(Map<Long, String> producers, List<TopicPartition> partitions)
            throws InterruptedException {
        Map<String, Set<TopicPartition>> open = new HashMap<>();
        brokers.states(partitions)
                .forEach((partition, state) -> state.activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .map(producer -> producers.get(producer.producerId()))
                        .filter(id -> id != null)
                        .forEach(id ->
                                open.computeIfAbsent(id, any -> new HashSet<>()).add(partition)));
        return open;
    }

    /** Queries the brokers of a cluster. */
    record Cluster(Admin admin, Duration patience) implements Brokers {

        @Override
        public Map<Long, String> producers(List<String> transactionalIds) throws InterruptedException {
            Map<Long, String> producers = new HashMap<>();
            for (Map.Entry<String, TransactionDescription> described : Answers.await(
                            admin.describeTransactions(transactionalIds).all(), patience)
                    .entrySet()) {
                producers.put(described.getValue().producerId(), described.getKey());
            }
            return producers;
        }

        @Override
        public List<TopicPartition> partitions() throws InterruptedException {
            Set<String> names = Answers.await(admin.listTopics().names(), patience);
            List<TopicPartition> partitions = new ArrayList<>();
            for (TopicDescription topic : Answers.await(
                            admin.describeTopics(names).allTopicNames(), patience)
                    .values()) {
                topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
            }
            return partitions;
        }

        @Override
        public Map<TopicPartition, PartitionProducerState> states(Collection<TopicPartition> partitions)
                throws InterruptedException {
            DescribeProducersResult asked = admin.describeProducers(partitions);
            Map<TopicPartition, PartitionProducerState> states = new HashMap<>();
            for (TopicPartition partition : partitions) {
                try {
                    states.put(partition, Answers.await(asked.partitionResult(partition), patience));
                } catch (AuthorizationException notOurs) {
                    LOG.atDebug().addKeyValue("partition", partition).log("this partition may not be read");
                }
            }
            return states;
        }
    }
}
