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

class GateTest {

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final OutboxEvent first = outbox.add(100, 1);
    private final OutboxEvent second = outbox.add(101, 2);
    private final OutboxEvent third = outbox.add(102, 3);
    private final RecordingPublisher publisher = new RecordingPublisher();
    private int skipped;
    private final Gate gate = new Gate(publisher, new RelayListener() {
        @Override
        public void skipped(int events) {
            skipped += events;
        }
    });

    @Test
    void holdsEventsBackUntilItIsKnownWhichArePublished() throws Exception {
        CompletableFuture<Void> passed = accepting(List.of(first, second));
        while (!gate.reached()) {
            Thread.onSpinWait();
        }
        assertThat(publisher.published()).isEmpty();

        LedgerContents ledger = LedgerContents.nothing();
        ledger.published().add(first.id());
        gate.open(ledger);

        passed.get(5, TimeUnit.SECONDS);
        assertThat(publisher.published()).containsExactly(second);
        assertThat(skipped).isEqualTo(1);
    }

    @Test
    void passesTheOthersInTheirOrder() throws Exception {
        LedgerContents ledger = LedgerContents.nothing();
        ledger.transactions().add(101);
        gate.open(ledger);

        gate.accept(List.of(first, second, third));

        assertThat(publisher.published()).containsExactly(first, third);
    }

    /** The ledger names nothing of before the safe point any more; a slot that was set back delivers it again. */
    @Test
    void passesNothingThatTheSafePointCovers() throws Exception {
        gate.open(LedgerContents.nothing().behind("101:103:101"));

        gate.accept(List.of(first, second, third));

        assertThat(publisher.published()).containsExactly(second);
        assertThat(skipped).isEqualTo(2);
    }

    @Test
    void publishesNothingWhereAllIsPublished() throws Exception {
        LedgerContents ledger = LedgerContents.nothing();
        ledger.add(first);
        gate.open(ledger);

        gate.accept(List.of(first));

        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void remembersAnEventThatWasMissedInCaseTheLogIsOnlyLate() throws Exception {
        gate.open(LedgerContents.nothing());
        gate.exclusively(() -> gate.publishMissed(List.of(first)));

        gate.accept(List.of(first, second));

        assertThat(publisher.published()).containsExactly(first, second);
    }

    @Test
    void passesEverythingOnceItHasForgotten() throws Exception {
        LedgerContents ledger = LedgerContents.nothing();
        ledger.add(first);
        gate.open(ledger);
        gate.forget();

        gate.accept(List.of(first));

        assertThat(publisher.published()).containsExactly(first);
    }

    @Test
    void letsOneThreadPublishAtATime() throws Exception {
        gate.open(LedgerContents.nothing());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<Void> alone = CompletableFuture.runAsync(() -> exclusively(inside, leave));
        inside.await();
        boolean[] ran = {false};

        gate.ifIdle(() -> ran[0] = true);
        CompletableFuture<Void> passed = accepting(List.of(first));
        assertThat(ran[0]).isFalse();
        assertThat(publisher.published()).isEmpty();

        leave.countDown();
        CompletableFuture.allOf(alone, passed).get(5, TimeUnit.SECONDS);
        assertThat(publisher.published()).containsExactly(first);
        gate.ifIdle(() -> ran[0] = true);
        assertThat(ran[0]).isTrue();
    }

    private void exclusively(CountDownLatch inside, CountDownLatch leave) {
        try {
            gate.exclusively(() -> {
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
                gate.accept(events);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
