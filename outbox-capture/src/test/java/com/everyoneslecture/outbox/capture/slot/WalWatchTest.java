package com.everyoneslecture.outbox.capture.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WalWatchTest {

    private static final long MIB = 1024 * 1024;

    private final WalWatch watch = new WalWatch(new WalWatchSettings(Duration.ofMinutes(10)));

    @Test
    void isNotBehindWhereEverythingIsConfirmed() {
        assertThat(observe(0, 100, 100).behind()).isZero();
        assertThat(observe(10, 200, 200).behind()).isZero();
    }

    @Test
    void isBehindSinceTheLogEndedWhereTheSlotIs() {
        observe(0, 100, 100);
        observe(10, 100, 200);
        observe(20, 100, 300);
        assertThat(observe(30, 200, 400).behind()).isEqualTo(Duration.ofSeconds(20));
        assertThat(observe(40, 250, 500).behind()).isEqualTo(Duration.ofSeconds(25));
        assertThat(observe(50, 500, 500).behind()).isZero();
    }

    @Test
    void isBehindForAtLeastAsLongAsItHasLooked() {
        observe(0, 100, 1_000);
        assertThat(observe(60, 100, 2_000).behind()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void remembersForLongHowFarBehindItIs() {
        for (int second = 0; second < 100_000; second++) {
            observe(second, 100, 100 + second);
        }
        assertThat(observe(100_000, 100, 200_000).behind()).isEqualTo(Duration.ofSeconds(100_000));
    }

    @Test
    void estimatesTheTimeLeftFromTheLastMinute() {
        assertThat(room(0, 1_000 * MIB, 0).timeLeft()).isNull();
        assertThat(room(10, 990 * MIB, 10 * MIB).timeLeft()).isEqualTo(Duration.ofSeconds(990));
        // The log grows faster now; samples older than one minute do not count any more.
        assertThat(room(80, 900 * MIB, 100 * MIB).timeLeft()).isNull();
        assertThat(room(90, 800 * MIB, 200 * MIB).timeLeft()).isEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void seesNoEndWhereNothingBoundsIt() {
        WalReport report = watch.observe(0, status("extended", 0, 900_000 * MIB, 900_000 * MIB, null));
        assertThat(report.timeLeft()).isNull();
        assertThat(report.danger()).isNull();
    }

    @Test
    void speaksUpWhenLessThanTheMinimumIsLeft() {
        room(0, 500 * MIB, 500 * MIB);
        assertThat(room(10, 490 * MIB, 510 * MIB).danger()).contains("in 490 s");
    }

    @Test
    void keepsQuietWhileThereIsMuchRoomOrTime() {
        room(0, 900 * MIB, 100 * MIB);
        assertThat(room(10, 800 * MIB, 200 * MIB).danger()).isNull();
        assertThat(room(100, 400 * MIB, 600 * MIB).danger()).isNull();
        assertThat(room(160, 399 * MIB, 601 * MIB).danger()).isNull();
    }

    @Test
    void speaksUpWhereLittleRoomIsLeftWhateverTheRate() {
        assertThat(room(0, 90 * MIB, 910 * MIB).danger()).contains("94,371,840 more bytes");
    }

    @Test
    void speaksUpBeforeTheSlotIsLostAndWhenItIs() {
        assertThat(watch.observe(0, status("unreserved", 0, 64 * MIB, 64 * MIB, -MIB))
                        .danger())
                .contains("next checkpoint");
        assertThat(watch.observe(1, status("lost", 0, 64 * MIB, 0, null)).danger())
                .contains("has invalidated the slot");
    }

    private WalReport observe(long second, long confirmed, long end) {
        return watch.observe(
                Duration.ofSeconds(second).toNanos(), status("reserved", confirmed, end - confirmed, end, null));
    }

    private WalReport room(long second, long safeBytes, long retainedBytes) {
        return watch.observe(
                Duration.ofSeconds(second).toNanos(), status("extended", 100, retainedBytes, retainedBytes, safeBytes));
    }

    private static SlotStatus status(
            String walStatus, long confirmed, long lagBytes, long retainedBytes, @Nullable Long safeBytes) {
        return new SlotStatus(
                "pgoutput",
                "category",
                null,
                walStatus,
                new Lsn(confirmed),
                lagBytes,
                retainedBytes,
                safeBytes,
                null,
                null);
    }
}
