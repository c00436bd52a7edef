package com.everyoneslecture.slot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MomentTest {

    private final Moment now = new Moment("7000/1", "100:120:101,110", new Lsn(1));

    @Test
    void trustsAnEarlierSnapshotOfItsOwn() {
        assertThat(now.trusts("7000/1", "90:95:")).isTrue();
        assertThat(now.trusts("7000/1", "100:120:101,110")).isTrue();
    }

    @Test
    void trustsNoneOfAnotherDatabaseOrTimeline() {
        assertThat(now.trusts("7001/1", "90:95:")).isFalse();
        assertThat(now.trusts("7000/2", "90:95:")).isFalse();
    }

    @Test
    void trustsNoneThatKnowsOfTransactionsThatAreStillToCome() {
        assertThat(now.trusts("7000/1", "90:121:")).isFalse();
        assertThat(now.trusts("7000/1", "90:18446744073709551615:")).isFalse();
    }
}
