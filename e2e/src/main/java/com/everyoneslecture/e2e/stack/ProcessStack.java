package com.everyoneslecture.e2e.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.process.ProcessTree;
import com.everyoneslecture.localstack.process.Signal;
import com.everyoneslecture.localstack.process.StartFailedException;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.Links;
import com.everyoneslecture.localstack.stack.Secrets;
import com.everyoneslecture.localstack.stack.StackLayout;
import com.everyoneslecture.localstack.stack.StackServers;
import com.everyoneslecture.localstack.stack.Supervisor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The system as processes of this machine, on free ports, with its files in a home of its own and a proxy on each link. The
 * home is locked while it lives; whoever takes the home of one that was killed ends what that has left running.
 */
public final class ProcessStack implements Stack {

    private static final int HOMES = 100;
    private static final int START_PATIENCE = 3;
    private static final Duration CRASH_BOUND = Duration.ofSeconds(15);
    // 16 KiB in each: some 160 KiB per second, and 200 ms for a question and its answer.
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final int CONNECT_SECONDS = 2;
    private static final int ANSWER_SECONDS = 10;

    private final StackLayout layout;
    private final com.everyoneslecture.localstack.stack.Stack claimed;
    private final Links links = Links.proxied();
    private final StackServers servers;
    private final Supervisor supervisor;
    private final Secrets secrets;

    private ProcessStack(StackLayout layout, com.everyoneslecture.localstack.stack.Stack claimed)
            throws InterruptedException {
        this.layout = layout;
        this.claimed = claimed;
        claimed.endOrphans();
        claimed.empty();
        Directories.delete(logs());
        this.secrets = claimed.secrets();
        this.servers = claimed.servers(Map.of(), links);
        this.supervisor = new Supervisor(servers.all(), () -> claimed.migrate(servers), new Silent());
    }

    /**
     * Claims the first home below the directory that nobody has; starts nothing.
     *
     * @param root the repository, where the services' jars are built
     * @param programs PostgreSQL's, unpacked
     */
    public static ProcessStack below(Path directory, Path root, Path programs) throws InterruptedException {
        for (int number = 1; number <= HOMES; number++) {
            StackLayout layout = new StackLayout(directory.resolve(Integer.toString(number)), root, programs);
            Optional<com.everyoneslecture.localstack.stack.Stack> claimed =
                    com.everyoneslecture.localstack.stack.Stack.claim(layout);
            if (claimed.isPresent()) {
                return new ProcessStack(layout, claimed.get());
            }
        }
        throw new IllegalStateException("all " + HOMES + " homes below " + directory + " are in use");
    }

    @Override
    public void start() throws InterruptedException {
        supervisor.startAll();
    }

    @Override
    public void start(ComponentName component) throws InterruptedException {
        start(server(component));
    }

    @Override
    public void stop(ComponentName component) throws InterruptedException {
        server(component).stop();
    }

    @Override
    public void kill(ComponentName component) throws InterruptedException {
        server(component).kill();
    }

    @Override
    public void crash(ComponentName database) throws InterruptedException {
        LocalServer server = server(database);
        Optional<ProcessHandle> process = ProcessHandle.of(server.pid());
        if (process.isPresent() && !new ProcessTree(process.get()).end(Signal.QUIT, CRASH_BOUND)) {
            server.kill();
        }
    }

    @Override
    public void freeze(ComponentName component) throws InterruptedException {
        server(component).pause();
    }

    @Override
    public void thaw(ComponentName component) throws InterruptedException {
        server(component).resume();
    }

    @Override
    public void cut(Link link) {
        links.proxy(link).cut();
    }

    @Override
    public void slow(Link link) {
        links.proxy(link).slow(SLOW);
    }

    @Override
    public void restore(Link link) {
        links.proxy(link).restore();
    }

    @Override
    public void startSecondRelay() throws InterruptedException {
        start(servers.secondRelay());
    }

    @Override
    public void killSecondRelay() throws InterruptedException {
        servers.secondRelay().kill();
    }

    @Override
    public void heal() throws InterruptedException {
        for (Link link : Link.values()) {
            restore(link);
        }
        servers.secondRelay().kill();
        for (LocalServer server : servers.all().values()) {
            server.resume();
        }
        for (LocalServer server : supervisor.servers().values()) {
            start(server);
        }
    }

    @Override
    public DataSource categoryDatabase() {
        return source(
                servers.categoryDb(),
                Schema.CATEGORY,
                PostgresServer.SUPERUSER,
                secrets.superuser(ComponentName.CATEGORY_DB));
    }

    @Override
    public DataSource categoryDatabaseAsApplication() {
        return source(servers.categoryDb(), Schema.CATEGORY, "category_app", secrets.of("category_app"));
    }

    @Override
    public DataSource lectureDatabase() {
        return source(
                servers.lectureDb(),
                Schema.LECTURE,
                PostgresServer.SUPERUSER,
                secrets.superuser(ComponentName.LECTURE_DB));
    }

    @Override
    public String bootstrapServers() {
        return servers.kafka().bootstrapServers();
    }

    @Override
    public URI categoryApp() {
        return URI.create(
                "http://127.0.0.1:" + server(ComponentName.CATEGORY_APP).port());
    }

    @Override
    public Path logs() {
        return layout.home().resolve("logs");
    }

    @Override
    public void close() {
        try {
            // Nobody needs the data: no reason to let anybody end in order.
            servers.secondRelay().kill();
            for (LocalServer server : servers.all().values()) {
                server.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            links.close();
            claimed.close();
        }
    }

    @Override
    public void delete() {
        Directories.delete(layout.home());
    }

    /** A service takes its time where many faults come together on a small machine. One that has ended does not come. */
    private static void start(LocalServer server) throws InterruptedException {
        for (int patience = 1; ; patience++) {
            try {
                server.start();
                return;
            } catch (StartFailedException e) {
                if (patience == START_PATIENCE || !server.alive()) {
                    throw e;
                }
            }
        }
    }

    private LocalServer server(ComponentName component) {
        return supervisor.server(component);
    }

    private static DataSource source(PostgresServer server, Schema schema, String role, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl(schema.databaseName()));
        source.setUser(role);
        source.setPassword(password);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(ANSWER_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        return source;
    }
}
