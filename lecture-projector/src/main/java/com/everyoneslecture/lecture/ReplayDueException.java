package com.everyoneslecture.lecture;

import java.util.Set;

/** A batch must not be applied: some of its partitions have to be read from their beginning first. */
final class ReplayDueException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Set<Integer> partitions;

    ReplayDueException(Set<Integer> partitions) {
        super("replay due", null, false, false);
        this.partitions = partitions;
    }

    Set<Integer> partitions() {
        return partitions;
    }
}
