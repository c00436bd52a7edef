package com.everyoneslecture.relay.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.ForeignTransaction;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.report.RelayListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final List<Long> unrecoverable = new ArrayList<>();
    private final LedgerContents ledger = LedgerContents.nothing();
    private long dropped;
    private final RelayListener listener = new RelayListener() {
        @Override
        public void unrecoverable(long rows) {
            unrecoverable.add(rows);
        }
    };
    private final Recovery recovery = new Recovery(outbox, snapshot -> dropped, publisher, listener);

    @Test
    void publishesEveryRowAtTheFirstStartInItsOrder() throws Exception {
        OutboxEvent first = outbox.add(100, 1);
        OutboxEvent second = outbox.add(101, 2);

        recovery.run(ledger, null, false, null);

        assertThat(publisher.published()).containsExactly(first, second);
    }

    @Test
    void passesOverWhatTheSafePointCoversAndWhatTheLedgerNames() throws Exception {
        outbox.add(50, 1);
        OutboxEvent named = outbox.add(100, 2);
        OutboxEvent fresh = outbox.add(101, 3);
        ledger.published().add(named.id());

        recovery.run(ledger, "60:60:", false, null);

        assertThat(publisher.published()).containsExactly(fresh);
    }

    @Test
    void remembersTheRowsThatTheStreamMayDeliverAsWell() throws Exception {
        OutboxEvent beforeTheSlot = outbox.add(100, 1);
        OutboxEvent sinceTheSlot = outbox.add(200, 2);

        recovery.run(ledger, null, false, "150:150:");

        assertThat(ledger.names(sinceTheSlot)).isTrue();
        assertThat(ledger.names(beforeTheSlot)).isFalse();
    }

    /** The rows of a transaction are in many batches, because they are read in the order of their keys. */
    @Test
    void publishesEveryRowOfATransactionThatItRemembersAsAWhole() throws Exception {
        OutboxEvent byItsId = outbox.add(99, 1);
        OutboxEvent other = outbox.add(100, 2);
        OutboxEvent first = outbox.add(100, 3);
        OutboxEvent second = outbox.add(101, 4);

        withIds(1).run(ledger, null, false, null);

        assertThat(publisher.published()).containsExactly(byItsId, other, first, second);
        assertThat(List.of(byItsId, other, first, second))
                .as("skipped on the stream")
                .allMatch(ledger::names);
        assertThat(ledger.published().size()).isEqualTo(1);
        assertThat(ledger.names(new MemoryOutbox().add(99, 1)))
                .as("another event of 99")
                .isFalse();
    }

    @Test
    void remembersNoTransactionAsAWholeIfItFails() {
        OutboxEvent published = outbox.add(100, 1);
        outbox.add(100, 2);
        publisher.failAfter(1);

        assertThatThrownBy(() -> withIds(0).run(ledger, null, false, null)).hasMessage("not published");

        assertThat(publisher.published()).containsExactly(published);
        assertThat(ledger.isEmpty()).isTrue();
    }

    /** The transaction that wrote them here may have other events, which wait in the stream. */
    @Test
    void remembersNoTransactionThatRestoredRowsAsAWhole() throws Exception {
        OutboxEvent first = outbox.add(ForeignTransaction.writtenBy(100), 1);
        OutboxEvent second = outbox.add(ForeignTransaction.writtenBy(100), 2);

        withIds(1).run(ledger, null, false, null);

        assertThat(publisher.published()).containsExactly(first, second);
        assertThat(ledger.names(first)).isTrue();
        assertThat(ledger.names(second)).isFalse();
        assertThat(ledger.names(new MemoryOutbox().add(100, 1)))
                .as("another event of 100")
                .isFalse();
    }

    @Test
    void reportsRowsThatRetentionHasDroppedUnchecked() throws Exception {
        recovery.run(ledger, null, false, null);
        assertThat(unrecoverable).isEmpty();

        dropped = 3;
        recovery.run(ledger, null, false, null);
        assertThat(unrecoverable).containsExactly(3L);
    }

    private Recovery withIds(int maximumIds) {
        return new Recovery(outbox, snapshot -> dropped, publisher, listener, maximumIds);
    }
}
