package com.everyoneslecture.relay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.slot.DatabaseHistory;
import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.TimelineHistory;
import com.everyoneslecture.outbox.capture.slot.WalSnapshot;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.RecoveryDue;
import com.everyoneslecture.relay.ledger.SafePoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionStartTest {

    private static final SafePoint POINT = new SafePoint(3, "7000/1", "90:95:", 4_000, 4_500);

    /** On timeline 2, which left 1 at 6,000. */
    private final DatabaseHistory history = new DatabaseHistory(
            new WalSnapshot("7000/2", "100:120:", new Lsn(9_000)),
            new TimelineHistory(2, Map.of(1, new Lsn(6_000))),
            false);

    @Test
    void goesOnFromASlotWhosePositionTheLedgerExplains() {
        assertThat(SessionStart.goingOn(head(POINT, "7000/1", 5_000), new Lsn(5_000), history))
                .isEqualTo(new SessionStart("90:95:", false, false, null));
    }

    @Test
    void takesRowsFromTheOutboxWhereTheSlotIsFurtherThanTheLedgerExplains() {
        assertThat(SessionStart.goingOn(head(POINT, "7000/1", 5_000), new Lsn(5_001), history))
                .isEqualTo(new SessionStart("90:95:", false, true, null));
        assertThat(SessionStart.goingOn(head(null, "7000/1", 5_000), new Lsn(5_001), history))
                .isEqualTo(new SessionStart(null, false, true, null));
        assertThat(SessionStart.goingOn(head(null, null, 0), new Lsn(1), history))
                .isEqualTo(new SessionStart(null, false, true, null));
    }

    @Test
    void takesRowsFromTheOutboxWhereThePositionIsOfAPastThatWasGivenUp() {
        assertThat(SessionStart.goingOn(head(POINT, "7000/1", 7_000), new Lsn(6_500), history))
                .isEqualTo(new SessionStart("90:95:", false, true, null));
    }

    @Test
    void doesNotTrustASafePointOfAPastThatWasGivenUp() {
        SafePoint given = new SafePoint(3, "7000/1", "90:95:", 6_001, 4_500);

        assertThat(SessionStart.goingOn(head(given, "7000/1", 5_000), new Lsn(5_000), history))
                .as("goes on from the slot, without a check")
                .isEqualTo(new SessionStart(null, true, false, null));
        assertThat(SessionStart.recovering(head(given, "7000/1", 5_000), new RecoveryDue("91:91:"), history))
                .isEqualTo(new SessionStart(null, false, true, "91:91:"));
    }

    /** The ledger shows it by positions that occur again; the timelines do not. */
    @Test
    void doesNotTrustASafePointBeforeWhichTheDatabaseWasSetBack() {
        LedgerHead setBack =
                new LedgerHead(POINT, null, false, false, "7000/1", 5_000, null, List.of(), 7, 4, true, Set.of());

        assertThat(SessionStart.goingOn(setBack, new Lsn(5_000), history))
                .isEqualTo(new SessionStart(null, true, false, null));
    }

    @Test
    void goesOnFromTheSlotWhereTheLedgerDoesNotReachBack() {
        LedgerHead baseline =
                new LedgerHead(null, null, true, false, "7000/2", 0, null, List.of(), 7, 0, false, Set.of());

        assertThat(SessionStart.goingOn(baseline, new Lsn(5_000), history)).isEqualTo(SessionStart.ledgerLost());
    }

    @Test
    void trustsTheSafePointOfAnAdoptedLedgerWhereTransactionIdsGoOn() {
        SafePoint then = new SafePoint(3, "6000/4", "90:95:", 800_000, 4_500);
        SafePoint higher = new SafePoint(3, "6000/4", "90:195:", 800_000, 4_500);

        assertThat(SessionStart.recovering(adopted(then), new RecoveryDue("91:91:"), history)
                        .covered())
                .isEqualTo("90:95:");
        assertThat(SessionStart.recovering(adopted(higher), new RecoveryDue("91:91:"), history)
                        .covered())
                .isNull();
        assertThat(SessionStart.recovering(head(then, "6000/4", 1), new RecoveryDue("91:91:"), history)
                        .covered())
                .as("not adopted")
                .isNull();
    }

    @Test
    void trustsNeitherSnapshotsNorTransactionIdsOfADatabaseThatWasSetBack() {
        DatabaseHistory setBack = history.ofASetBackDatabase();

        assertThat(SessionStart.goingOn(head(POINT, "7000/2", 5_000), new Lsn(5_000), setBack))
                .isEqualTo(new SessionStart(null, true, false, null));
        assertThat(SessionStart.recovering(head(POINT, "7000/2", 5_000), new RecoveryDue("91:91:"), setBack)
                        .covered())
                .isNull();
    }

    private static LedgerHead head(@Nullable SafePoint point, @Nullable String database, long position) {
        return new LedgerHead(point, null, false, false, database, position, null, List.of(), 7, 0, false, Set.of());
    }

    private static LedgerHead adopted(SafePoint point) {
        return new LedgerHead(
                point, null, false, false, point.database(), 1, "7000/1", List.of(), 7, 0, false, Set.of());
    }
}
