package com.everyoneslecture.outbox.capture.slot;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DurablePositionTest {

    private final DurablePosition position = new DurablePosition();

    @Test
    void isNotKnownAtFirst() {
        assertThat(look(10, 20)).isNull();
    }

    @Test
    void isTheRestartPositionOnceALaterAcknowledgementWasTaken() {
        look(10, 20);
        assertThat(look(10, 20)).isNull();
        assertThat(look(30, 40)).isEqualTo(new Lsn(10));
        // What moved with this acknowledgement may not be on disk yet.
        assertThat(look(30, 40)).isEqualTo(new Lsn(10));
        assertThat(look(30, 41)).isEqualTo(new Lsn(30));
    }

    @Test
    void isNotTheConfirmedPosition() {
        look(10, 20);
        look(10, 30);
        assertThat(look(10, 40)).isEqualTo(new Lsn(10));
    }

    @Test
    void isNoFurtherThanAnyStandby() {
        look(10, 20, 5L);
        assertThat(look(10, 30, 5L)).isEqualTo(new Lsn(5));
        assertThat(look(10, 30, 12L)).isEqualTo(new Lsn(10));
        assertThat(look(10, 30)).isEqualTo(new Lsn(10));
    }

    private @Nullable Lsn look(long restart, long confirmed) {
        return look(restart, confirmed, null);
    }

    private @Nullable Lsn look(long restart, long confirmed, @Nullable Long standbys) {
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
