package com.everyoneslecture.relay.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.report.RelayListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeduplicationFilterTest {

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final OutboxEvent first = outbox.add(100, 1);
    private final OutboxEvent second = outbox.add(101, 2);
    private final OutboxEvent third = outbox.add(102, 3);
    private final RecordingPublisher publisher = new RecordingPublisher();
    private int skipped;
    private final DeduplicationFilter filter = new DeduplicationFilter(publisher, new RelayListener() {
        @Override
        public void skipped(int events) {
            skipped += events;
        }
    });

    @Test
    void holdsEventsBackUntilItIsKnownWhichArePublished() throws Exception {
        CompletableFuture<Void> passed = accepting(List.of(first, second));
        while (!filter.reached()) {
            Thread.onSpinWait();
        }
        assertThat(publisher.published()).isEmpty();

        LedgerContents ledger = LedgerContents.nothing();
        ledger.published().add(first.id());
        filter.open(ledger);

        passed.get(5, TimeUnit.SECONDS);
        assertThat(publisher.published()).containsExactly(second);
        assertThat(skipped).isEqualTo(1);
    }

    @Test
    void passesTheOthersInTheirOrder() throws Exception {
        LedgerContents ledger = LedgerContents.nothing();
        ledger.transactions().add(101);
        filter.open(ledger);

        filter.accept(List.of(first, second, third));

        assertThat(publisher.published()).containsExactly(first, third);
    }

    /** The ledger does not name events before the safe point any more, but a slot that was set back redelivers them. */
    @Test
    void passesNothingThatTheSafePointCovers() throws Exception {
        filter.open(LedgerContents.nothing().behind("101:103:101"));

        filter.accept(List.of(first, second, third));

        assertThat(publisher.published()).containsExactly(second);
        assertThat(skipped).isEqualTo(2);
    }

    @Test
    void publishesNothingWhereAllIsPublished() throws Exception {
        LedgerContents ledger = LedgerContents.nothing();
        ledger.add(first);
        filter.open(ledger);

        filter.accept(List.of(first));

        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void remembersAnEventThatWasMissedInCaseTheLogIsOnlyLate() throws Exception {
        filter.open(LedgerContents.nothing());
        assertThat(filter.publishMissed(List.of(first))).containsExactly(first);

        filter.accept(List.of(first, second));

        assertThat(publisher.published()).containsExactly(first, second);
    }

    @Test
    void passesEverythingOnceItHasForgotten() throws Exception {
        LedgerContents ledger = LedgerContents.nothing();
        ledger.add(first);
        filter.open(ledger);
        filter.forget();

        filter.accept(List.of(first));

        assertThat(publisher.published()).containsExactly(first);
    }

    @Test
    void letsOneThreadPublishAtATime() throws Exception {
        filter.open(LedgerContents.nothing());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<Void> alone = CompletableFuture.runAsync(() -> holding(inside, leave));
        inside.await();
        boolean[] ran = {false};

        filter.ifIdle(() -> ran[0] = true);
        CompletableFuture<Void> passed = accepting(List.of(first));
        assertThat(ran[0]).isFalse();
        assertThat(publisher.published()).isEmpty();

        leave.countDown();
        CompletableFuture.allOf(alone, passed).get(5, TimeUnit.SECONDS);
        assertThat(publisher.published()).containsExactly(first);
        filter.ifIdle(() -> ran[0] = true);
        assertThat(ran[0]).isTrue();
    }

    private void holding(CountDownLatch inside, CountDownLatch leave) {
        try {
            filter.ifIdle(() -> {
                inside.countDown();
                leave.await();
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Void> accepting(List<OutboxEvent> events) {
        return CompletableFuture.runAsync(() -> {
            try {
                filter.accept(events);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
