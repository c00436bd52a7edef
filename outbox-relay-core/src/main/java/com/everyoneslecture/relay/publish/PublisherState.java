package com.everyoneslecture.relay.publish;

import com.everyoneslecture.relay.kafka.PartitionCounts;
import com.everyoneslecture.relay.kafka.UnconfiguredTopics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * State that outlives a publisher: each session of a relay opens a new one, which continues with this state. No decision about
 * publishing depends on it, so it may be lost with the process.
 */
public final class PublisherState {

    private final PartitionCounts partitions = new PartitionCounts();
    private final UnconfiguredTopics unconfiguredTopics = new UnconfiguredTopics();
    private final BatchLimit batchLimit = new BatchLimit();
    private final Set<String> timedOut = ConcurrentHashMap.newKeySet();

    PartitionCounts partitions() {
        return partitions;
    }

    UnconfiguredTopics unconfiguredTopics() {
        return unconfiguredTopics;
    }

    /** The topics of transactions that timed out, until they have been checked. */
    Set<String> timedOut() {
        return timedOut;
    }

    BatchLimit batchLimit() {
        return batchLimit;
    }
}
