package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.PostgresPair;
import com.everyoneslecture.localstack.PostgresServer;
import java.time.Duration;

/** Promotes the standby of the category database. Thread-safe; concurrent calls run one after the other. */
public final class Failover {

    private final StackServers servers;
    private final StackListener listener;

    public Failover(StackServers servers, StackListener listener) {
        this.servers = servers;
        this.listener = listener;
    }

    /** Returns the server of the category database that is the primary, whether it runs or not. */
    public PostgresServer primary() {
        return servers.category().primary();
    }

    /**
     * Kills the primary and promotes the standby; returns the new primary when it accepts writes.
     *
     * @throws IllegalStateException if there is no standby, or it is not running or not healthy, or it refuses the promotion
     * @throws InterruptedException if the thread was interrupted
     */
    public synchronized LocalServer run() throws InterruptedException {
        PostgresPair pair = servers.category().pair();
        if (pair == null) {
            throw new IllegalStateException("there is no standby: start the system with `outbox up --standby`");
        }
        long begun = System.nanoTime();
        LocalServer former = pair.primary();
        pair.failOver();
        Duration after = Duration.ofNanos(System.nanoTime() - begun);
        listener.done(former, Operation.KILL.done(), after);
        listener.done(pair.primary(), "promoted", after);
        return pair.primary();
    }
}
