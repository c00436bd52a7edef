package com.everyoneslecture.outbox.inbox;

import java.util.Set;

/** For a consumer whose tables are never emptied by the library: no partition is due. */
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
