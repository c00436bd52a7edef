package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.observe.Category;
import com.everyoneslecture.chaos.observe.Group;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The last judgement: no user writes any more, everything serves, and all committed events have had time to arrive. */
final class Ending {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Watch watch;
    private final Recovery recovery;

    Ending(Watch watch, Recovery recovery) {
        this.watch = watch;
        this.recovery = recovery;
    }

    /** Judges, and returns the number of categories. */
    int judge() throws InterruptedException {
        Deadline deadline = Deadline.in(BOUND);
        awaitRest(deadline);
        String snapshot = recovery.answer(
                "a snapshot of the outbox", deadline, () -> watch.outbox().snapshot());
        recovery.judge(snapshot);
        watch.topics().forEach(topic -> {
            topic.exactlyOnce().judge(topic.journal());
            topic.phantoms().judge();
        });
        Map<Long, Category> truth = truth(deadline);
        TopicWatch categories = watch.categories();
        categories.exactlyOnce().judgeDeletions(categories.journal(), truth.keySet());
        watch.converges().judge(truth, readModel(deadline));
        // An observer that has ended in between has not seen all.
        recovery.check();
        return truth.size();
    }

    /** Waits until all events have arrived and been read. If they do not arrive in time, the judgement reports them. */
    private void awaitRest(Deadline deadline) throws InterruptedException {
        try {
            recovery.answer(
                    "a read model that equals the category table",
                    deadline,
                    () -> watch.converges()
                                    .differences(truth(deadline), readModel(deadline))
                                    .isEmpty()
                            ? allRead()
                            : Optional.empty());
            recovery.answer("all records of the orders", deadline, this::allOrdersRead);
        } catch (StuckException e) {
            return;
        }
    }

    private Map<Long, Category> truth(Deadline deadline) throws InterruptedException {
        return recovery.answer(
                "the category table", deadline, () -> watch.outbox().categories());
    }

    private Map<Long, Category> readModel(Deadline deadline) throws InterruptedException {
        return recovery.answer(
                "the read model", deadline, () -> watch.readModel().categories());
    }

    private Optional<Group.State> allRead() throws InterruptedException {
        return watch.group()
                .state()
                .filter(state -> state.lag() == 0)
                .filter(state -> state.committed().entrySet().stream()
                        .allMatch(end -> watch.categories().log().position(end.getKey()) >= end.getValue()));
    }

    private Optional<Map<Integer, Long>> allOrdersRead() throws InterruptedException {
        TopicWatch orders = watch.orders();
        return watch.group()
                .ends(orders.aggregate())
                .filter(ends -> ends.entrySet().stream()
                        .allMatch(end -> orders.log().position(end.getKey()) >= end.getValue()));
    }
}
