package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Restores a cold backup of the category database on the same timeline: rows committed after the copy are lost, and their transaction ids,
 * positions in the log and versions are assigned again. No writer has a session while the copy is made or in the time before it is
 * restored, so that the lost rows are known exactly.
 */
final class RestoredCategoryDatabase implements Fault {

    private Optional<String> copied = Optional.empty();

    @Override
    public String name() {
        return "restore-category-db";
    }

    @Override
    public String description() {
        return "the category database is restored from an earlier copy";
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        WriterAccess access = new WriterAccess(stack.categoryDatabase());
        access.deny();
        String covered = snapshot(stack);
        stack.stop(ComponentName.CATEGORY_DB);
        stack.copy(ComponentName.CATEGORY_DB);
        copied = Optional.of(covered);
        stack.start(ComponentName.CATEGORY_DB);
        access.allow();
    }

    @Override
    public List<Event> undo(Stack stack) throws InterruptedException {
        if (copied.isEmpty()) {
            return List.of();
        }
        stack.start(ComponentName.CATEGORY_DB);
        new WriterAccess(stack.categoryDatabase()).deny();
        List<Event> tail = between(stack, copied.get(), snapshot(stack));
        stack.stop(ComponentName.CATEGORY_DB);
        return tail;
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        if (copied.isPresent()) {
            stack.stop(ComponentName.CATEGORY_DB);
            stack.putBack(ComponentName.CATEGORY_DB);
            copied = Optional.empty();
        }
        stack.start(ComponentName.CATEGORY_DB);
        new WriterAccess(stack.categoryDatabase()).allow();
    }

    private static String snapshot(Stack stack) throws InterruptedException {
        return answer(stack, "to take a snapshot", Outbox::snapshot);
    }

    private static List<Event> between(Stack stack, String earlier, String later) throws InterruptedException {
        return answer(stack, "to read the rows after the copy", outbox -> outbox.between(earlier, later));
    }

    /** A query of the outbox. */
    @FunctionalInterface
    private interface Question<T> {
        Optional<T> ask(Outbox outbox);
    }

    private static <T> T answer(Stack stack, String what, Question<T> question) throws InterruptedException {
        AtomicReference<Optional<T>> answer = new AtomicReference<>(Optional.empty());
        try (Outbox outbox = new Outbox(stack.categoryDatabase())) {
            Bounded.until(what, () -> {
                answer.set(question.ask(outbox));
                return answer.get().isPresent();
            });
        }
        return answer.get().orElseThrow();
    }
}
