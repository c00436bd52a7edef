package com.everyoneslecture.outbox.capture.slot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseHistoryTest {

    private static final long MEBI = 1024 * 1024;

    /** On timeline 3, which left 2 at 48 MiB, which left 1 at 32 MiB. */
    private final DatabaseHistory history = new DatabaseHistory(
            new WalSnapshot("7000/3", "100:120:101,110", new Lsn(64 * MEBI)),
            new TimelineHistory(
                    3, TimelineHistory.parse("1\t0/2000000\tno recovery target specified\n\n2\t0/3000000\tpromoted\n")),
            false);

    @Test
    void holdsPositionsOfItsOwnTimelineUpToNow() {
        assertThat(history.holds("7000/3", 64 * MEBI)).isTrue();
        assertThat(history.holds("7000/3", 0)).isTrue();
        assertThat(history.holds("7000/3", 64 * MEBI + 1))
                .as("the disk was set back")
                .isFalse();
    }

    @Test
    void isBehindAPositionOfItsOwnTimelineThatItHasNotReached() {
        assertThat(history.isBehind("7000/3", 64 * MEBI + 1)).isTrue();
        assertThat(history.isBehind("7000/3", 64 * MEBI)).isFalse();
        assertThat(history.isBehind("7000/2", 64 * MEBI + 1))
                .as("it left that timeline")
                .isFalse();
        assertThat(history.isBehind("7001/3", 64 * MEBI + 1))
                .as("another system")
                .isFalse();
    }

    @Test
    void holdsPositionsOfEarlierTimelinesUpToWhereTheyWereLeft() {
        assertThat(history.holds("7000/1", 32 * MEBI)).isTrue();
        assertThat(history.holds("7000/2", 48 * MEBI)).isTrue();
        assertThat(history.holds("7000/1", 32 * MEBI + 1)).isFalse();
        assertThat(history.holds("7000/2", 48 * MEBI + 1)).isFalse();
        assertThat(history.holds("7000/2", 0))
                .as("a position that is not known")
                .isFalse();
        assertThat(history.holds("7000/4", 1))
                .as("a timeline of another branch")
                .isFalse();
        assertThat(history.holds("7001/1", 1)).as("another system").isFalse();
    }

    @Test
    void trustsASnapshotWhoseTransactionsAllEndedInItsHistory() {
        assertThat(history.trusts("7000/3", "90:95:", 60 * MEBI)).isTrue();
        assertThat(history.trusts("7000/3", "100:120:101,110", 0)).isTrue();
        assertThat(history.trusts("7000/2", "90:95:", 48 * MEBI)).isTrue();
        assertThat(history.trusts("7000/2", "90:95:", 49 * MEBI)).isFalse();
    }

    @Test
    void trustsNoneThatKnowsOfTransactionsThatAreStillToCome() {
        assertThat(history.trusts("7000/3", "90:121:", 60 * MEBI)).isFalse();
        assertThat(history.trusts("7000/3", "90:18446744073709551615:", 60 * MEBI))
                .isFalse();
    }

    @Test
    void trustsNothingWhereItWasSetBack() {
        assertThat(history.ofASetBackDatabase().trusts("7000/3", "90:95:", 60 * MEBI))
                .isFalse();
        assertThat(history.ofASetBackDatabase().holds("7000/3", 1)).isFalse();
    }
}
