package com.everyoneslecture.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.everyoneslecture.outbox.event.ForeignTransaction;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    @Test
    void coversWhatHadEnded() {
        Snapshot snapshot = Snapshot.parse("100:120:101,110");

        assertThat(snapshot.covers(99)).isTrue();
        assertThat(snapshot.covers(100)).isTrue();
        assertThat(snapshot.covers(101)).isFalse();
        assertThat(snapshot.covers(109)).isTrue();
        assertThat(snapshot.covers(110)).isFalse();
        assertThat(snapshot.covers(119)).isTrue();
        assertThat(snapshot.covers(120)).isFalse();
    }

    @Test
    void coversEverythingBelowItsEndWhereNothingIsInProgress() {
        assertThat(Snapshot.parse("120:120:").covers(119)).isTrue();
        assertThat(Snapshot.parse("120:120:").covers(120)).isFalse();
    }

    /** The writer may be a subtransaction, which the list does not show. */
    @Test
    void coversARestoredRowOnlyIfNothingUpToItsWriterWasInProgress() {
        Snapshot snapshot = Snapshot.parse("100:120:100,110");

        assertThat(snapshot.covers(ForeignTransaction.writtenBy(99))).isTrue();
        assertThat(snapshot.covers(ForeignTransaction.writtenBy(101))).isFalse();
    }

    @Test
    void isWrittenAsItWasRead() {
        assertThat(Snapshot.parse("100:120:101,110")).hasToString("100:120:101,110");
    }

    @Test
    void refusesWhatIsNotASnapshot() {
        assertThatIllegalArgumentException().isThrownBy(() -> Snapshot.parse("100:120"));
        assertThatIllegalArgumentException().isThrownBy(() -> Snapshot.parse("a:b:"));
    }
}
