package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.jdbc.Cursor;
import com.everyoneslecture.outbox.capture.table.CommittedRows;
import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.ForeignTransaction;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The committed rows of an outbox in memory, in the order of their aggregates' versions. */
final class MemoryOutbox implements CommittedRows {

    private final List<OutboxEvent> rows = new ArrayList<>();
    private Step whileReading = () -> {};
    private Step whileReadingEvents = () -> {};

    /** A step of another thread, which must end before the reading goes on. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** Runs a step in another thread while ids are read. */
    void whileReading(Step step) {
        whileReading = once(step);
    }

    /** Runs a step in another thread while events are read. */
    void whileReadingEvents(Step step) {
        whileReadingEvents = once(step);
    }

    private static Step once(Step step) {
        AtomicBoolean ran = new AtomicBoolean();
        return () -> {
            if (ran.compareAndSet(false, true)) {
                CompletableFuture.runAsync(() -> {
                            try {
                                step.run();
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            }
                        })
                        .get(10, TimeUnit.SECONDS);
            }
        };
    }

    OutboxEvent add(long transaction, long version) {
        OutboxEvent row = new OutboxEvent(
                UUID.randomUUID(),
                "category",
                Bytes.of("1"),
                version,
                "Changed",
                EventContent.text("{}"),
                1,
                null,
                null,
                transaction,
                0);
        rows.add(row);
        return row;
    }

    @Override
    public void forEachOutside(
            @Nullable String snapshot, boolean cameAlong, @Nullable String before, RowConsumer consumer)
            throws Exception {
        for (OutboxEvent row : rows) {
            if (!covers(snapshot, row)) {
                consumer.accept(
                        List.of(new Row(row, covers(before, row), !ForeignTransaction.is(row.transactionId()))));
            }
        }
    }

    @Override
    public Covered covered(@Nullable String earlier, String later) {
        List<OutboxEvent> between = between(earlier, later);
        return new Covered(
                between.size(),
                between.stream()
                        .mapToLong(row -> row.id().getLeastSignificantBits())
                        .sum());
    }

    @Override
    public void forEachIdCovered(@Nullable String earlier, String later, Cursor.BatchConsumer<UUID> consumer)
            throws Exception {
        List<UUID> ids = between(earlier, later).stream().map(OutboxEvent::id).toList();
        whileReading.run();
        consumer.accept(ids);
    }

    @Override
    public void forEachCovered(@Nullable String earlier, String later, EventConsumer consumer) throws Exception {
        whileReadingEvents.run();
        consumer.accept(between(earlier, later));
    }

    private List<OutboxEvent> between(@Nullable String earlier, String later) {
        Predicate<OutboxEvent> isLater = row -> !covers(earlier, row) && covers(later, row);
        return rows.stream().filter(isLater).toList();
    }

    private static boolean covers(@Nullable String snapshot, OutboxEvent row) {
        return snapshot != null && Snapshot.parse(snapshot).covers(row.transactionId());
    }
}
