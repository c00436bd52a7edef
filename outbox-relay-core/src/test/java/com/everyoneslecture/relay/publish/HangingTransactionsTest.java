package com.everyoneslecture.relay.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

class HangingTransactionsTest {

    private static final List<String> IDS = List.of("one", "other");
    private static final TopicPartition LEDGER = new TopicPartition("ledger", 0);
    private static final TopicPartition EVENTS = new TopicPartition("events", 3);
    private static final TopicPartition STRANGE = new TopicPartition("strange", 0);

    private final Map<TopicPartition, PartitionProducerState> states = new HashMap<>();
    private RuntimeException rejection = new IllegalStateException();
    private boolean refuses;
    private int asked;

    private final HangingTransactions hanging = new HangingTransactions(
            new HangingTransactions.Brokers() {
                @Override
                public Map<Long, String> producers(List<String> transactionalIds) {
                    return Map.of(1L, "one", 2L, "other");
                }

                @Override
                public List<TopicPartition> partitions() {
                    return List.of(LEDGER, EVENTS, STRANGE);
                }

                @Override
                public Map<TopicPartition, PartitionProducerState> states(Collection<TopicPartition> partitions) {
                    asked++;
                    if (refuses) {
                        throw rejection;
                    }
                    Map<TopicPartition, PartitionProducerState> some = new HashMap<>(states);
                    some.keySet().retainAll(partitions);
                    return some;
                }
            },
            LEDGER);

    @Test
    void areFoundInEveryPartitionOfTheirProducer() throws Exception {
        states.put(LEDGER, new PartitionProducerState(List.of(ended(1), open(2))));
        states.put(EVENTS, new PartitionProducerState(List.of(ended(1), open(2))));
        states.put(STRANGE, new PartitionProducerState(List.of(open(77))));

        assertThat(hanging.find(IDS)).isEqualTo(Map.of("other", Set.of(LEDGER, EVENTS)));
    }

    @Test
    void areLookedForInTheLedgerAloneWhereNoneHangsThere() throws Exception {
        states.put(LEDGER, new PartitionProducerState(List.of(ended(1), ended(2), open(77))));
        states.put(EVENTS, new PartitionProducerState(List.of(open(77))));

        assertThat(hanging.find(IDS)).isEmpty();
        assertThat(asked).isOne();
    }

    @Test
    void areNotFoundWhereTheBrokersDoNotTell() throws Exception {
        refuses = true;
        for (RuntimeException one : List.of(
                new UnsupportedVersionException("an old broker"), new TopicAuthorizationException("no permission"))) {
            rejection = one;
            assertThat(hanging.find(IDS)).isEmpty();
        }
    }

    private static ProducerState open(long producer) {
        return new ProducerState(producer, 3, 7, 0, OptionalInt.empty(), OptionalLong.of(82));
    }

    private static ProducerState ended(long producer) {
        return new ProducerState(producer, 3, 7, 0, OptionalInt.empty(), OptionalLong.empty());
    }
}
