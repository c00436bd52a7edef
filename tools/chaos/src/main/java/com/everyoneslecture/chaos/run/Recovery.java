package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.load.Load;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Lags;
import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.chaos.observe.Row;
import com.everyoneslecture.chaos.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the system is back to normal, and judges the events that were committed until then.
 *
 * <p>A mark is written when the fault is over. When it is published and applied, so is every event that was committed before it. Then each
 * lag is read again: a lag is normal up to the events that users write in a second. All components must serve, too: neither the mark nor a
 * lag needs the category service, a second relay or a standby. Finally, every row that was committed before the mark must be in its topic.
 */
final class Recovery {

    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final Duration STRAGGLERS = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 20;
    private static final long LEAST_NORMAL = 50;

    private final Stack stack;
    private final Watch watch;
    private final Load load;
    private final long normal;
    private String judgedUpTo = Outbox.NOTHING;

    Recovery(Stack stack, Watch watch, Load load, int eventsPerSecond) {
        this.stack = stack;
        this.watch = watch;
        this.load = load;
        this.normal = Math.max(LEAST_NORMAL, eventsPerSecond);
    }

    /**
     * Returns when everything is back to normal.
     *
     * @throws StuckException if that takes too long
     */
    String await() throws InterruptedException {
        Deadline deadline = deadline();
        String snapshot = snapshot();
        long mark = answer("a mark in the outbox", deadline, this::mark);
        answer(
                "the mark in the topic",
                deadline,
                () -> present(watch.categories().log().hasKey(mark)));
        answer(
                "the mark in the read model",
                deadline,
                () -> watch.readModel().versions(Set.of(mark)).map(Map::size).filter(found -> found > 0));
        long since = System.nanoTime();
        answer("normal lags", deadline, () -> {
            Lags lags = watch.lagsSince(since);
            return lags.within(normal) ? Optional.of(lags) : Optional.empty();
        });
        new SystemReadiness(stack).await(deadline, this::check);
        return snapshot;
    }

    /**
     * Returns when all components serve.
     *
     * @throws StuckException if that takes too long
     */
    void awaitServing() throws InterruptedException {
        new SystemReadiness(stack).await(deadline(), this::check);
    }

    /** Returns a snapshot of the present outbox. */
    String snapshot() throws InterruptedException {
        return answer(
                "a snapshot of the outbox", deadline(), () -> watch.outbox().snapshot());
    }

    /**
     * Returns the events that the log can have missed between two snapshots. A transaction that was open at the later one is included, and
     * this waits for its end: its earlier writes are in the log with the publication of that time.
     */
    List<Event> begunBetween(String earlier, String later) throws InterruptedException {
        return answer(
                "the end of the transactions that were open when the fault ended",
                deadline(),
                () -> watch.outbox().begunBetween(earlier, later));
    }

    private List<Row> rows(String earlier, String later) throws InterruptedException {
        return answer("the rows of the outbox", deadline(), () -> watch.outbox().rows(earlier, later));
    }

    /** Returns when the read model has at least the present versions of the outbox. */
    void awaitApplied() throws InterruptedException {
        Deadline deadline = deadline();
        Map<Long, Long> due = answer(
                "the versions in the outbox", deadline, () -> watch.outbox().versions());
        answer(
                "a read model that has caught up",
                deadline,
                () -> watch.readModel()
                        .versions(due.keySet())
                        .filter(has -> due.entrySet().stream()
                                .allMatch(one -> has.getOrDefault(one.getKey(), 0L) >= one.getValue())));
    }

    /** Judges all rows that the snapshot covers and that have not been judged yet. */
    void judge(String snapshot) throws InterruptedException {
        List<Row> rows = rows(judgedUpTo, snapshot);
        List<Event> committed = rows.stream().map(Row::event).toList();
        // The mark has been read; in other partitions, the reader may be a moment behind.
        Deadline deadline = Deadline.in(STRAGGLERS);
        while (isUnpublished(committed) && !deadline.isOver()) {
            check();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        check();
        watch.topics().forEach(topic -> {
            topic.exactlyOnce().judge(topic.own(committed));
            topic.asAppended().judge(rows);
        });
        judgedUpTo = snapshot;
    }

    private boolean isUnpublished(List<Event> committed) {
        return watch.topics().stream()
                .anyMatch(topic ->
                        !topic.exactlyOnce().unpublished(topic.own(committed)).isEmpty());
    }

    <T> T answer(String what, Deadline deadline, Callable<Optional<T>> question) throws InterruptedException {
        while (true) {
            check();
            Optional<T> answer = ask(question);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (deadline.isOver()) {
                throw new StuckException("still without " + what + " after " + deadline + "; " + watch.lags());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** Throws if the observation has failed, so that no judgement is possible. */
    void check() {
        watch.check();
        load.check();
    }

    private static Deadline deadline() {
        return Deadline.in(BOUND);
    }

    private static <T> Optional<T> ask(Callable<Optional<T>> question) throws InterruptedException {
        try {
            return question.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Long> mark() {
        try {
            return Optional.of(load.mark());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> present(boolean condition) {
        return condition ? Optional.of(true) : Optional.empty();
    }
}
