package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.ServerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A primary and its standby, which copies the slots for failover. PostgreSQL sends the users of such slots nothing that the standby
 * does not have. After a failover the former primary, once it is started again, is the standby of the new one.
 *
 * <p>The files decide who is what: a standby has {@code standby.signal}, and a former primary has no data, so that it cannot be started
 * beside the new one. Any thread may call.
 */
public final class PostgresPair {

    private static final String SIGNAL = "standby.signal";
    private static final Duration PRIMARY_BOUND = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 100;

    private final PostgresServer first;
    private final PostgresServer second;
    private final String password;

    /**
     * Makes the servers; starts none.
     *
     * @param first the primary at the first start
     * @param second with the same password of the superuser
     */
    public PostgresPair(PostgresSettings first, PostgresSettings second) {
        this.first = new PostgresServer(first, this::prepareFirst);
        this.second = new PostgresServer(second, this::prepareSecond);
        this.password = first.superuserPassword();
    }

    /** The one that was made first. */
    public PostgresServer first() {
        return first;
    }

    /** The one that was made as a copy. */
    public PostgresServer second() {
        return second;
    }

    /** The one that takes writes while it runs. */
    public PostgresServer primary() {
        boolean secondIsPrimary = Files.exists(data(second)) && !isStandby(second);
        return secondIsPrimary && (isStandby(first) || !Files.exists(data(first))) ? second : first;
    }

    /** The other one. */
    public PostgresServer standby() {
        return primary() == first ? second : first;
    }

    /**
     * Kills the primary and promotes the standby. Returns when that takes writes. A crash before the promotion leaves a standby whose
     * primary is gone; the next {@link #settle} makes it the primary.
     *
     * @throws IllegalStateException if the standby does not serve; nothing is done then
     */
    public void failOver() throws InterruptedException {
        PostgresServer former = primary();
        PostgresServer next = standby();
        if (!isStandby(next)
                || next.state() != ServerState.RUNNING
                || !next.health().up()) {
            throw new IllegalStateException(
                    next.name() + " is no standby that serves; start it first: outbox start " + next.name());
        }
        former.kill();
        try {
            Path aside = aside(data(former));
            Directories.delete(aside);
            Files.move(data(former), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put the former primary aside", e);
        }
        Replica.execute(next, "select pg_promote(true, 60)");
    }

    /**
     * Has the first server be the primary, with the data of the second if that was promoted. Neither runs.
     *
     * @return whether the second was promoted
     */
    public static boolean settle(Path firstData, Path secondData) throws IOException {
        boolean promoted =
                Files.exists(secondData) && (!Files.exists(secondData.resolve(SIGNAL)) || !Files.exists(firstData));
        if (promoted) {
            Directories.delete(firstData);
            Files.move(secondData, firstData, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(firstData.resolve(SIGNAL));
        }
        return promoted;
    }

    /** Has a server wait for no standby, and keep nothing for those that it had under these names. */
    public static void alone(PostgresServer server, List<String> standbys) {
        Replica.execute(server, "alter system reset synchronized_standby_slots");
        Replica.execute(server, "select pg_reload_conf()");
        standbys.forEach(standby -> Replica.dropSlot(server, standby));
    }

    private void prepareFirst() throws InterruptedException {
        boolean isNew = !Files.exists(data(first)) && !Files.exists(data(second));
        if (!isNew && !(Files.exists(data(first)) && !isStandby(first))) {
            prepareStandby(first, second);
        }
    }

    private void prepareSecond() throws InterruptedException {
        if (!Files.exists(data(second)) || isStandby(second)) {
            prepareStandby(second, first);
        }
    }

    /** A standby that was made before starts without its primary, too; another one is a copy of it. */
    private void prepareStandby(PostgresServer self, PostgresServer primary) throws InterruptedException {
        long deadline = System.nanoTime() + PRIMARY_BOUND.toNanos();
        while (!servesAsPrimary(primary)) {
            if (isStandby(self) && !primary.alive()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(self.name() + " is made from " + primary.name()
                        + ", which does not serve as the primary; see: outbox status");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        new Replica(self, primary, password).follow();
    }

    private static boolean servesAsPrimary(PostgresServer server) {
        return server.state() == ServerState.RUNNING
                && server.health().up()
                && Replica.isTrue(server, "select not pg_is_in_recovery()");
    }

    static boolean isStandby(PostgresServer server) {
        return Files.exists(data(server).resolve(SIGNAL));
    }

    private static Path data(PostgresServer server) {
        return server.files().data();
    }

    private static Path aside(Path data) {
        return data.resolveSibling(data.getFileName() + ".former");
    }
}
