package com.everyoneslecture.relay.recovery;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final Recovery recovery = new Recovery(outbox, snapshot -> dropped, publisher, new RelayListener() {
        @Override
        public void unrecoverable(long rows) {
            unrecoverable.add(rows);
        }
    });

    @Test
    void publishesEveryRowAtTheFirstStartInItsOrder() throws Exception {
        OutboxEvent first = outbox.add(100, 1);
        OutboxEvent second = outbox.add(101, 2);

        recovery.run(ledger, null, null);

        assertThat(publisher.published()).containsExactly(first, second);
    }

    @Test
    void passesOverWhatTheSafePointCoversAndWhatTheLedgerNames() throws Exception {
        outbox.add(50, 1);
        OutboxEvent named = outbox.add(100, 2);
        OutboxEvent fresh = outbox.add(101, 3);
        ledger.published().add(named.id());

        recovery.run(ledger, "60:60:", null);

        assertThat(publisher.published()).containsExactly(fresh);
    }

    @Test
    void remembersTheRowsThatTheStreamMayDeliverAsWell() throws Exception {
        OutboxEvent beforeTheSlot = outbox.add(100, 1);
        OutboxEvent sinceTheSlot = outbox.add(200, 2);

        recovery.run(ledger, null, "150:150:");

        assertThat(ledger.names(sinceTheSlot)).isTrue();
        assertThat(ledger.names(beforeTheSlot)).isFalse();
    }

    @Test
    void reportsRowsThatRetentionHasDroppedUnchecked() throws Exception {
        recovery.run(ledger, null, null);
        assertThat(unrecoverable).isEmpty();

        dropped = 3;
        recovery.run(ledger, null, null);
        assertThat(unrecoverable).containsExactly(3L);
    }
}
