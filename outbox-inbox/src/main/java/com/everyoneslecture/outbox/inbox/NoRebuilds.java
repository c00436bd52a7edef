package com.everyoneslecture.outbox.inbox;

import java.util.Set;

/** The marks of an inbox without rebuilds: no partition ever has to be read again. */
final class NoRebuilds implements ReplayMarks {

    @Override
    public Set<Integer> due(Set<Integer> partitions) {
        return Set.of();
    }

    @Override
    public boolean rewound(OffsetMoves beginnings) {
        throw new IllegalStateException("no partition was due");
    }
}
