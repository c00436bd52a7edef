package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.Application.Result;
import com.everyoneslecture.outbox.inbox.BatchHandler.Applied;
import java.util.List;

/** Counts the results of a batch. */
final class Tally {

    private int applied;
    private int alreadyApplied;
    private int ignored;

    void add(Result result) {
        switch (result) {
            case APPLIED -> applied++;
            case ALREADY_APPLIED -> alreadyApplied++;
            case IGNORED -> ignored++;
        }
    }

    void add(Tally other) {
        applied += other.applied;
        alreadyApplied += other.alreadyApplied;
        ignored += other.ignored;
    }

    /** Returns no dead letters, because they are written by then. */
    Applied applied() {
        return new Applied(applied, alreadyApplied, 0, ignored, 0, List.of());
    }
}
