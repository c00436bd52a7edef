package com.everyoneslecture.publish;

/**
 * State that outlives a publisher: each session of a relay opens a new one, which continues with what the one before has
 * learned. Nothing of it decides what is published, so it is lost with the process without harm.
 */
public final class PublisherState {

    private final PartitionCounts partitions = new PartitionCounts();
    private final BatchLimit batchLimit = new BatchLimit();

    PartitionCounts partitions() {
        return partitions;
    }

    BatchLimit batchLimit() {
        return batchLimit;
    }
}
