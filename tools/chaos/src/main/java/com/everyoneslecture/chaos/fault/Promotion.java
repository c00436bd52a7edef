package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.fault.NamedFault.Step;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A failover under load, after which the former primary rejoins as the standby. Shortly before, commits start to wait for the standby, so
 * that no acknowledged transaction is lost with the primary. The copy of the slot is in the state that PostgreSQL has given it by then.
 *
 * @param happening the step before the primary is killed
 * @param mending the step that ends it, after the promotion
 */
record Promotion(String name, String description, Step happening, Step mending) implements Fault {

    private static final Duration HANGING = Duration.ofSeconds(3);

    private static final String SYNCHRONOUS = "alter system set synchronous_standby_names = 'walreceiver'";
    private static final String ASYNCHRONOUS = "alter system reset synchronous_standby_names";
    private static final String RELOAD = "select pg_reload_conf()";

    static List<Fault> all() {
        return List.of(
                new Promotion(
                        "promote-category-db",
                        "the primary is killed and its standby promoted; the former primary rejoins",
                        Step.NOTHING,
                        Step.NOTHING),
                new Promotion(
                        "promote-category-db-hanging",
                        "the same after the primary was frozen for " + HANGING.toSeconds() + " s",
                        stack -> {
                            stack.freeze(ComponentName.CATEGORY_DB);
                            TimeUnit.SECONDS.sleep(HANGING.toSeconds());
                        },
                        Step.NOTHING),
                new Promotion(
                        "promote-category-db-without-relay",
                        "the same, and the relay is killed with the primary",
                        stack -> stack.kill(ComponentName.OUTBOX_RELAY),
                        stack -> stack.start(ComponentName.OUTBOX_RELAY)));
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        waitForStandby(stack.categoryDatabase());
        happening.run(stack);
        stack.failOver();
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        mending.run(stack);
        // Only a primary that was not killed still has the synchronous setting, which the next statement resets.
        stack.start(ComponentName.CATEGORY_DB);
        Sql.run(stack.categoryDatabase(), ASYNCHRONOUS, RELOAD);
        stack.start(ComponentName.CATEGORY_DB_STANDBY);
    }

    /** Returns when every transaction that was or will be acknowledged is on the standby. */
    private static void waitForStandby(DataSource primary) throws InterruptedException {
        Sql.run(primary, SYNCHRONOUS, RELOAD);
        Bounded.until("a synchronous standby", () -> is(primary, "sync_state = 'sync'"));
        // The checkpointer is the process that makes commits wait. After this checkpoint, it has read the setting.
        Sql.run(primary, "checkpoint");
        String flushed = Sql.one(primary, "select pg_current_wal_flush_lsn()");
        Bounded.until("the standby to have everything", () -> is(primary, "flush_lsn >= '" + flushed + "'"));
    }

    private static boolean is(DataSource primary, String condition) throws InterruptedException {
        String found = "select exists (select from pg_stat_replication" + " where application_name = 'walreceiver' and "
                + condition + ")";
        return Sql.one(primary, found).equals("t");
    }
}
