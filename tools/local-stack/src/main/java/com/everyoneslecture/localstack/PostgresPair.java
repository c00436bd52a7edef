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
 * A primary and its standby, to which PostgreSQL copies the failover slots. PostgreSQL sends the consumers of these
 * slots only what the standby has received. After a failover, the former primary becomes the standby of the new one
 * when it is started again.
 *
 * <p>The files determine the role of a server: a standby has {@code standby.signal}. The data of a former primary are
 * moved aside, so that it cannot start as a second primary. Any thread may call the methods.
 */
public final class PostgresPair {

    private static final String SIGNAL = "standby.signal";
    private static final Duration PRIMARY_BOUND = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 100;

    private final PostgresServer first;
    private final PostgresServer second;
    private final String password;

    /**
     * Creates the servers; starts none.
     *
     * @param first the settings of the server that is the primary at the first start
     * @param second the settings of the other server, with the same superuser password
     */
    public PostgresPair(PostgresSettings first, PostgresSettings second) {
        this.first = new PostgresServer(first, this::prepareFirst);
        this.second = new PostgresServer(second, this::prepareSecond);
        this.password = first.superuserPassword();
    }

    /** Returns the server that was the primary at the first start. */
    public PostgresServer first() {
        return first;
    }

    /** Returns the server that was the standby at the first start. */
    public PostgresServer second() {
        return second;
    }

    /** Returns the server that is the primary, as its files show, whether it runs or not. */
    public PostgresServer primary() {
        boolean secondIsPrimary = Files.exists(data(second)) && !isStandby(second);
        return secondIsPrimary && (isStandby(first) || !Files.exists(data(first))) ? second : first;
    }

    /** Returns the server that is not the {@link #primary}. */
    public PostgresServer standby() {
        return primary() == first ? second : first;
    }

    /**
     * Kills the primary and promotes the standby. Returns when the new primary accepts writes. After a crash before the
     * promotion there is a standby without a primary; if it is the second server, the next {@link #settle} makes its
     * data those of the primary.
     *
     * @throws IllegalStateException if the standby is not running or not healthy, and then nothing is changed; or if it
     *     refuses the promotion
     * @throws UncheckedIOException if the former primary's data cannot be moved aside; it is killed then, and nothing is promoted
     */
    public void failOver() throws InterruptedException {
        PostgresServer former = primary();
        PostgresServer next = standby();
        if (!isStandby(next)
                || next.state() != ServerState.RUNNING
                || !next.health().up()) {
            throw new IllegalStateException(
                    next.name() + " is not a running standby; start it first: outbox start " + next.name());
        }
        former.kill();
        try {
            Path aside = aside(data(former));
            Directories.delete(aside);
            Files.move(data(former), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move the data of the former primary aside", e);
        }
        Replica.execute(next, "select pg_promote(true, 60)");
    }

    /**
     * Makes the first server the primary. If the second server was promoted, or the first one has no data, the data of
     * the second server are moved to the first one. Neither server may run.
     *
     * @return whether the data were moved
     * @throws IOException if the data cannot be moved
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

    /** Configures a server without standbys: it waits for none, and keeps no log for the standbys with these names. */
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

    /**
     * Prepares the files of a standby. One that has files starts even if its primary is not alive; otherwise this waits
     * 60 s for it.
     */
    private void prepareStandby(PostgresServer self, PostgresServer primary) throws InterruptedException {
        long deadline = System.nanoTime() + PRIMARY_BOUND.toNanos();
        while (!servesAsPrimary(primary)) {
            if (isStandby(self) && !primary.alive()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(self.name() + " is made from " + primary.name()
                        + ", which is not a running primary; see: outbox status");
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
