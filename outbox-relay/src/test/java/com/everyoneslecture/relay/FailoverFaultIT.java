package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.TestKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The primary is killed and its standby promoted, with the relay's slot in each possible state there. The relay has the
 * addresses of both, and runs all the time.
 */
@Timeout(240)
class FailoverFaultIT {

    private static final List<UUID> NONE = List.of();

    private static TestKafka kafka;

    private FailoverFixture failover;

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void startServers() {
        // Each test ends with another primary.
        failover = new FailoverFixture(kafka.bootstrapServers(), Map.of());
    }

    @AfterEach
    void stopServers() {
        failover.close();
    }

    @Test
    void goesOnFromASynchronizedSlot() throws Exception {
        failover.run(() -> {
            failover.startSynchronizedStandby();
            failover.outbox().appendMany(100, 5);
            failover.promoteWithEverything();
        });
        failover.expect(1, NONE);
    }

    /**
     * Its position is some minutes old; safe points have taken effect since, and the ledger names no earlier events.
     */
    @Test
    @Tag("long")
    void publishesNothingAgainFromASlotThatIsBehindTheLastSafePoint() throws Exception {
        failover.run(() -> {
            failover.startSynchronizedStandby();
            failover.standby().set("sync_replication_slots", "off");
            failover.outbox().appendMany(200, 5);
            failover.awaitPublished();
            failover.counts().awaitNextSafePoint(failover.outbox());
            failover.promoteWithEverything();
        });
        failover.expect(1, NONE);
        assertThat(failover.counts().skipped()).as("delivered once more").isGreaterThanOrEqualTo(200);
    }

    @Test
    @Tag("long")
    void makesASlotThatTheStandbyDoesNotHave() throws Exception {
        failover.run(() -> {
            failover.outbox().appendMany(100, 5);
            failover.awaitPublished();
            failover.standby().start(Map.of("sync_replication_slots", "off"));
            failover.counts().awaitNextSafePoint(failover.outbox());
            failover.promoteWithEverything();
        });
        failover.expect(2, NONE);
    }

    /** The standby began behind the slot's restart position, so its copy is not complete: a promotion drops it. */
    @Test
    @Tag("long")
    void makesASlotOfWhichTheStandbyHasATemporaryCopyOnly() throws Exception {
        try (OutboxTransaction open = failover.outbox().begin()) {
            failover.run(() -> {
                open.insert("open", 1);
                failover.outbox().appendMany(100, 5);
                failover.awaitPublished();
                failover.standby().start();
                awaitCopy("temporary", "t");
                open.commit();
                failover.promoteWithEverything();
            });
        }
        failover.expect(2, NONE);
    }

    @Test
    @Tag("long")
    void makesASlotWhoseCopyTheStandbyHasInvalidated() throws Exception {
        failover.run(() -> {
            failover.startSynchronizedStandby();
            failover.standby().set("sync_replication_slots", "off");
            failover.standby().set("hot_standby_feedback", "off");
            Awaitility.await().atMost(FailoverFixture.PATIENCE).until(() -> {
                OutboxFixture outbox = failover.outbox();
                outbox.append("tick");
                outbox.letTheSlotBeWritten();
                outbox.execute("create table removed ()");
                outbox.execute("drop table removed");
                outbox.execute("vacuum pg_class, pg_attribute, pg_type, pg_depend");
                return failover.copy(failover.standby(), "invalidation_reason").equals("rows_removed");
            });
            failover.promoteWithEverything();
        });
        failover.expect(2, NONE);
    }

    /** The new primary assigns their transaction ids and positions again. */
    @Test
    @Tag("long")
    void namesTheEventsOfTheTransactionsThatTheStandbyDoesNotHave() throws Exception {
        List<UUID> lost = new ArrayList<>();
        failover.run(() -> {
            failover.startSynchronizedStandby();
            failover.outbox().appendMany(100, 5);
            lost.addAll(failover.publishWhatTheStandbyDoesNotHave(() -> {}));
            failover.promoteAsItIs();
        });
        failover.expect(1, lost);
    }

    /** A safe point beyond the end of the standby's log is not valid after its promotion, and the ledger was trimmed by it. */
    @Test
    @Tag("long")
    void publishesNothingAgainThoughTheStandbyIsBehindTheLastSafePoint() throws Exception {
        List<UUID> lost = new ArrayList<>();
        failover.run(() -> {
            failover.startSynchronizedStandby();
            failover.standby().set("sync_replication_slots", "off");
            failover.outbox().appendMany(200, 5);
            lost.addAll(failover.publishWhatTheStandbyDoesNotHave(() -> {
                for (int probe = 0; probe < 20; probe++) {
                    failover.outbox().letTheSlotBeWritten();
                    failover.counts().awaitProbes(1);
                }
            }));
            failover.promoteAsItIs();
        });
        failover.expect(1, lost);
    }

    /** With its slot in synchronized_standby_slots, the primary sends only changes that the standby has. */
    @Test
    @Tag("long")
    void publishesNothingThatANamedStandbyDoesNotHave() throws Exception {
        failover.close();
        failover = new FailoverFixture(kafka.bootstrapServers(), Map.of("synchronized_standby_slots", "standby_0"));
        failover.standby().start();
        List<UUID> lost = new ArrayList<>();
        failover.run(() -> {
            OutboxFixture outbox = failover.outbox();
            failover.awaitSynchronized(failover.standby());
            outbox.appendMany(100, 5);
            failover.awaitPublished();
            failover.awaitStandbyHasAll();
            failover.standby().server().stop();
            int kept = outbox.committed().size();
            outbox.appendMany(100, 5);
            lost.addAll(outbox.takeBack(kept));
            failover.counts().awaitProbes(3);
            failover.promoteAsItIs();
        });
        assertThat(lost).hasSize(100);
        assertThat(failover.counts().phantoms()).isEmpty();
    }

    /** Behaves like a machine that is cut off: its connections stay open, and new ones are accepted and not answered. */
    @Test
    @Tag("long")
    void leavesAPrimaryThatHangs() throws Exception {
        failover.run(
                () -> {
                    failover.startSynchronizedStandby();
                    failover.outbox().appendMany(100, 5);
                    failover.awaitPublished();
                    failover.awaitStandbyHasAll();
                    failover.primary().pause();
                    failover.standby().promote();
                },
                // One connection, because each new one first tries the server that hangs.
                () -> failover.outbox().appendInOneTransaction(100, 5));
        assertThat(failover.counts().phantoms()).isEmpty();
    }

    private void awaitCopy(String expression, String value) {
        Awaitility.await(expression)
                .atMost(FailoverFixture.PATIENCE)
                .until(() -> failover.copy(failover.standby(), expression).equals(value));
    }
}
