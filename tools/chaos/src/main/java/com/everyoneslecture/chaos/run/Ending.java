package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Category;
import com.everyoneslecture.chaos.observe.Group;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The last judgement: nobody writes any more, everything serves, and whatever was committed has its time to arrive. */
final class Ending {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Watch watch;
    private final Recovery recovery;
    private final Journal journal;

    Ending(Watch watch, Recovery recovery, Journal journal) {
        this.watch = watch;
        this.recovery = recovery;
        this.journal = journal;
    }

    /** Returns how many categories there are. */
    int judge() throws InterruptedException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        awaitRest(deadline);
        String snapshot = recovery.answer(
                "a snapshot of the outbox", deadline, () -> watch.outbox().snapshot());
        recovery.judge(snapshot);
        watch.exactlyOnce().judge(journal);
        watch.phantoms().judge();
        Map<Long, Category> truth = truth(deadline);
        watch.converges().judge(truth, readModel(deadline));
        return truth.size();
    }

    /** Until all has arrived and been read; or it never will, which is then judged. */
    private void awaitRest(long deadline) throws InterruptedException {
        try {
            recovery.answer(
                    "a read model that is what the category table is",
                    deadline,
                    () -> watch.converges()
                                    .differences(truth(deadline), readModel(deadline))
                                    .isEmpty()
                            ? allRead()
                            : Optional.empty());
        } catch (StuckException e) {
            return;
        }
    }

    private Map<Long, Category> truth(long deadline) throws InterruptedException {
        return recovery.answer(
                "the category table", deadline, () -> watch.outbox().categories());
    }

    private Map<Long, Category> readModel(long deadline) throws InterruptedException {
        return recovery.answer(
                "the read model", deadline, () -> watch.readModel().categories());
    }

    private Optional<Group.State> allRead() throws InterruptedException {
        return watch.group()
                .state()
                .filter(state -> state.lag() == 0)
                .filter(state -> state.committed().entrySet().stream()
                        .allMatch(end -> watch.log().position(end.getKey()) >= end.getValue()));
    }
}
