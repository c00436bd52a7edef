package com.everyoneslecture.relay;

import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestServer;
import com.everyoneslecture.testservices.TestStandby;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two failovers in a row under a relay and a writer; the former primary rejoins in between, and is the primary again in the end. */
@Timeout(240)
class RepeatedFailoverFaultIT {

    private static final String STREAMED =
            "select count(*) from pg_stat_replication where application_name = 'walreceiver' and ";

    @Test
    @Tag("long")
    void publishesEachEventOnceThroughAFailoverThereAndBack() throws Exception {
        try (TestKafka kafka = TestKafka.start();
                FailoverFixture failover = new FailoverFixture(kafka.bootstrapServers(), Map.of())) {
            failover.run(() -> {
                TestStandby second = failover.standby();
                second.start();
                SteadyWriter writer = new SteadyWriter(failover.database());
                try {
                    promote(failover, second, failover.primary(), writer);

                    TestStandby first = second.former();
                    first.start();
                    promote(failover, first, second.server(), writer);
                } finally {
                    writer.stop();
                }
                failover.outbox().committed().addAll(writer.committed());
            });
            failover.expect(1, List.of());
        }
    }

    /** Kills the primary while events are written, promotes its standby, and returns when more events are committed there. */
    private static void promote(FailoverFixture failover, TestStandby standby, TestServer primary, SteadyWriter writer)
            throws Exception {
        set(failover, "synchronized_standby_slots", standby.slot());
        failover.awaitSynchronized(standby);
        writer.await(200);
        makeCommitsWaitForTheStandby(failover);
        primary.kill();
        standby.promote();
        writer.await(200);
    }

    /** Otherwise transactions that were acknowledged a moment ago are lost with the primary. */
    private static void makeCommitsWaitForTheStandby(FailoverFixture failover) {
        OutboxFixture outbox = failover.outbox();
        set(failover, "synchronous_standby_names", "walreceiver");
        awaitOne(outbox, STREAMED + "sync_state = 'sync'");
        // The checkpointer makes commits wait; it has read the setting when it has done this.
        outbox.execute("checkpoint");
        String flushed = outbox.query("select pg_current_wal_flush_lsn()");
        awaitOne(outbox, STREAMED + "flush_lsn >= '" + flushed + "'");
    }

    private static void set(FailoverFixture failover, String name, String value) {
        failover.outbox().execute("alter system set " + name + " = '" + value + "'");
        failover.outbox().execute("select pg_reload_conf()");
    }

    private static void awaitOne(OutboxFixture outbox, String query) {
        Awaitility.await(query).atMost(FailoverFixture.PATIENCE).until(() -> outbox.count(query) == 1);
    }
}
