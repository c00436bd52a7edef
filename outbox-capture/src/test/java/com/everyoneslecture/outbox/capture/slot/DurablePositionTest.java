package com.everyoneslecture.outbox.capture.slot;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DurablePositionTest {

    private final DurablePosition position = new DurablePosition();

    @Test
    void isNotKnownAtFirst() {
        assertThat(observe(10, 20)).isNull();
    }

    @Test
    void isTheRestartPositionOnceALaterAcknowledgementWasTaken() {
        observe(10, 20);
        assertThat(observe(10, 20)).isNull();
        assertThat(observe(30, 40)).isEqualTo(new Lsn(10));
        // The position that moved with this acknowledgement may not be on disk yet.
        assertThat(observe(30, 40)).isEqualTo(new Lsn(10));
        assertThat(observe(30, 41)).isEqualTo(new Lsn(30));
    }

    @Test
    void isNotTheConfirmedPosition() {
        observe(10, 20);
        observe(10, 30);
        assertThat(observe(10, 40)).isEqualTo(new Lsn(10));
    }

    @Test
    void isNoFurtherThanAnyStandby() {
        observe(10, 20, 5L);
        assertThat(observe(10, 30, 5L)).isEqualTo(new Lsn(5));
        assertThat(observe(10, 30, 12L)).isEqualTo(new Lsn(10));
        assertThat(observe(10, 30)).isEqualTo(new Lsn(10));
    }

    private @Nullable Lsn observe(long restart, long confirmed) {
        return observe(restart, confirmed, null);
    }

    private @Nullable Lsn observe(long restart, long confirmed, @Nullable Long standbys) {
        return position.observe(new SlotStatus(
                "pgoutput",
                "category",
                1,
                "reserved",
                new Lsn(confirmed),
                0,
                0,
                null,
                new Lsn(restart),
                standbys == null ? null : new Lsn(standbys)));
    }
}
