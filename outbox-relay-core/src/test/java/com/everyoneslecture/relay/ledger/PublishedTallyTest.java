package com.everyoneslecture.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedTallyTest {

    private final PublishedTally tally = new PublishedTally();

    @BeforeEach
    void begin() {
        tally.reset(Snapshot.parse("50:50:"));
        tally.take(Snapshot.parse("100:105:102"));
    }

    @Test
    void countsWhatTheFirstSnapshotCovers() {
        tally.add(60, 2, 7, 0);
        tally.add(101, 1, 5, 1);
        tally.add(102, 1, 3, 2);
        tally.add(105, 1, 1, 3);

        assertThat(tally.oldest()).isEqualTo(new Checksum(3, 12));
        assertThat(tally.uncovered()).isEqualTo(2);
    }

    @Test
    void passesOverWhatIsCoveredByASnapshotInEffect() {
        tally.add(49, 2, 7, 0);

        assertThat(tally.oldest()).isEqualTo(Checksum.NONE);
        assertThat(tally.uncovered()).isZero();
    }

    @Test
    void keepsForTheNextSnapshotWhatWasInProgress() {
        tally.add(102, 1, 3, 2);
        tally.add(105, 1, 1, 3);
        tally.take(Snapshot.parse("106:106:"));
        tally.takeEffect();

        assertThat(tally.oldest()).isEqualTo(new Checksum(2, 4));
    }

    @Test
    void coversTheLedgerUpToTheFirstBatchThatNoSnapshotCovers() {
        tally.add(101, 1, 5, 10);
        tally.add(102, 1, 3, 20);
        tally.add(103, 1, 3, 30);

        assertThat(tally.coveredUpTo(40))
                .as("a transaction was sent by the log before it was visible")
                .isEqualTo(20);
        tally.take(Snapshot.parse("106:106:"));
        assertThat(tally.coveredUpTo(40)).isEqualTo(40);
    }

    @Test
    void holdsTwoSnapshotsAndReplacesTheNewestByAThird() {
        tally.take(Snapshot.parse("106:106:"));
        tally.add(105, 1, 1, 3);
        tally.add(110, 1, 2, 4);
        tally.take(Snapshot.parse("120:120:"));
        tally.add(101, 1, 4, 5);

        assertThat(tally.oldest()).isEqualTo(new Checksum(1, 4));
        tally.takeEffect();
        assertThat(tally.oldest()).isEqualTo(new Checksum(2, 3));
        assertThat(tally.uncovered()).isZero();
    }

    @Test
    void cannotCountWhatTheLedgerNamesById() {
        tally.addUncounted();
        assertThat(tally.oldest()).isNull();

        tally.take(Snapshot.parse("106:106:"));
        tally.takeEffect();
        assertThat(tally.oldest()).isEqualTo(Checksum.NONE);
    }

    @Test
    void keepsManyTransactions() {
        for (int transaction = 1_000; transaction < 3_000; transaction++) {
            tally.add(transaction, 1, 1, transaction);
        }
        assertThat(tally.uncovered()).isEqualTo(2_000);
        tally.take(Snapshot.parse("2000:2000:"));
        assertThat(tally.uncovered()).isEqualTo(1_000);
        assertThat(tally.coveredUpTo(9_000)).isEqualTo(2_000);
    }
}
