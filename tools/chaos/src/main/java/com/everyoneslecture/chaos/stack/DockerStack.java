package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The system as containers: {@code docker-compose.yml} as it stands, as a project of its own on free ports. A link is cut by
 * disconnecting the service from the network that is this link. Whoever takes the home of one that was killed removes what that
 * has left.
 */
public final class DockerStack implements Stack {

    private static final String SECOND_RELAY = "second-relay";
    private static final String STOP_SECONDS = "15";
    private static final String SUPERUSER_SECRET = "superuser";
    private static final String SERVICE_SECRET = "spring.datasource.password";
    private static final String[] LIVENESS = {"curl", "-fsS", "http://127.0.0.1:8083/actuator/health/liveness"};
    private static final Health NOT_YET = Health.down("the second relay does not live yet");

    // In the volume itself, where PostgreSQL takes no notice of it: containers have no other place that both can write.
    private static final String COPY = """
            cd /var/lib/postgresql/data
            rm -rf copy
            mkdir copy
            find . -mindepth 1 -maxdepth 1 ! -name copy -exec cp -a {} copy/ ';'
            """;
    private static final String PUT_BACK = """
            cd /var/lib/postgresql/data
            test -e copy/PG_VERSION
            find . -mindepth 1 -maxdepth 1 ! -name copy -exec rm -rf {} +
            find copy -mindepth 1 -maxdepth 1 -exec mv {} . ';'
            rmdir copy
            """;

    private final Home home;
    private final String project;
    private final Map<ComponentName, Integer> ports = new EnumMap<>(ComponentName.class);
    private final Map<ComponentName, Container> containers = new EnumMap<>(ComponentName.class);
    private final Docker docker;
    private final Container secondRelay;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private boolean closed;

    private DockerStack(Home home, Path composeFile) throws InterruptedException {
        this.home = home;
        // Two checkouts on one machine have homes of the same name.
        this.project = String.format(
                Locale.ROOT, "outbox-chaos-%08x", home.layout().home().hashCode());
        Map<String, String> environment = new LinkedHashMap<>();
        for (ComponentName component : ComponentName.pipeline()) {
            int port = FreePort.any();
            ports.put(component, port);
            environment.put(component.name() + "_PORT", Integer.toString(port));
        }
        this.docker = Docker.of(project, composeFile, environment);
        this.secondRelay = new Container(docker, project + "-" + SECOND_RELAY);
        Directories.delete(logs());
        remove();
    }

    /**
     * Claims the first home below the directory that nobody has; starts nothing.
     *
     * @param root the repository: {@code docker-compose.yml} and the services' jars
     * @throws IllegalStateException if there is no Docker engine, or no Compose
     */
    public static DockerStack below(Path directory, Path root) throws InterruptedException {
        Home home = Home.claim(directory, root, directory);
        try {
            return new DockerStack(home, home.layout().root().resolve("docker-compose.yml"));
        } catch (InterruptedException | RuntimeException e) {
            home.claimed().close();
            throw e;
        }
    }

    @Override
    public void start() throws InterruptedException {
        docker.compose(Stream.concat(
                        Stream.of("up", "-d", "--build"),
                        ComponentName.pipeline().stream().map(ComponentName::toString))
                .toArray(String[]::new));
        for (ComponentName component : ComponentName.pipeline()) {
            Container container = new Container(docker, docker.compose("ps", "-a", "-q", component.toString()));
            // What is broken here stays broken until it is mended here.
            container.neverRestart();
            containers.put(component, container);
        }
        read(ComponentName.CATEGORY_DB, SUPERUSER_SECRET);
        read(ComponentName.LECTURE_DB, SUPERUSER_SECRET);
        read(ComponentName.CATEGORY_APP, SERVICE_SECRET);
        for (ComponentName component : ComponentName.pipeline()) {
            Serving.await(component, () -> health(component));
        }
    }

    @Override
    public void start(ComponentName component) throws InterruptedException {
        container(component).start();
        Serving.await(component, () -> health(component));
    }

    @Override
    public void stop(ComponentName component) throws InterruptedException {
        container(component).stop(STOP_SECONDS);
    }

    @Override
    public void kill(ComponentName component) throws InterruptedException {
        container(component).kill();
    }

    @Override
    public void crash(ComponentName database) throws InterruptedException {
        container(database).quit();
    }

    @Override
    public void freeze(ComponentName component) throws InterruptedException {
        container(component).pause();
    }

    @Override
    public void thaw(ComponentName component) throws InterruptedException {
        container(component).unpause();
    }

    @Override
    public void copy(ComponentName database) throws InterruptedException {
        container(database).runBeside(COPY);
    }

    @Override
    public void putBack(ComponentName database) throws InterruptedException {
        container(database).runBeside(PUT_BACK);
    }

    @Override
    public void startStandby() {
        throw new UnsupportedOperationException("the compose file has no standby");
    }

    @Override
    public boolean standbyHasAll() {
        throw new UnsupportedOperationException("the compose file has no standby");
    }

    @Override
    public void promoteStandby() {
        throw new UnsupportedOperationException("the compose file has no standby");
    }

    @Override
    public void cut(Link link) throws InterruptedException {
        client(link).disconnect(project + "_" + link);
    }

    @Override
    public void slow(Link link) {
        throw new UnsupportedOperationException("a network of containers can be cut, but not slowed down");
    }

    @Override
    public void restore(Link link) throws InterruptedException {
        client(link).connect(project + "_" + link);
    }

    @Override
    public void startSecondRelay() throws InterruptedException {
        if (!secondRelay.exists()) {
            docker.compose("run", "-d", "--no-deps", "--name", secondRelay.id(), ComponentName.OUTBOX_RELAY.toString());
            Serving.await(ComponentName.OUTBOX_RELAY, () -> secondRelay.succeeds(LIVENESS) ? Health.UP : NOT_YET);
        }
    }

    @Override
    public void killSecondRelay() throws InterruptedException {
        if (secondRelay.exists()) {
            secondRelay.remove();
        }
    }

    @Override
    public void heal() throws InterruptedException {
        for (Link link : Link.values()) {
            restore(link);
        }
        killSecondRelay();
        for (ComponentName component : ComponentName.pipeline()) {
            thaw(component);
        }
        for (ComponentName component : ComponentName.pipeline()) {
            start(component);
        }
    }

    @Override
    public DataSource categoryDatabase() {
        return ObserversDatabase.of(
                port(ComponentName.CATEGORY_DB),
                Schema.CATEGORY,
                PostgresServer.SUPERUSER,
                secret(ComponentName.CATEGORY_DB));
    }

    @Override
    public DataSource categoryDatabaseAsApplication() {
        return ObserversDatabase.of(
                port(ComponentName.CATEGORY_DB), Schema.CATEGORY, "category_app", secret(ComponentName.CATEGORY_APP));
    }

    @Override
    public DataSource lectureDatabase() {
        return ObserversDatabase.of(
                port(ComponentName.LECTURE_DB),
                Schema.LECTURE,
                PostgresServer.SUPERUSER,
                secret(ComponentName.LECTURE_DB));
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port(ComponentName.KAFKA);
    }

    @Override
    public URI categoryApp() {
        return URI.create("http://127.0.0.1:" + port(ComponentName.CATEGORY_APP));
    }

    @Override
    public Path logs() {
        return home.logs();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            try {
                keepLogs();
            } finally {
                remove();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            home.claimed().close();
        }
    }

    @Override
    public void delete() {
        Directories.delete(home.layout().home());
    }

    private void keepLogs() throws InterruptedException {
        try {
            Files.createDirectories(logs());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        docker.composeTo(logs().resolve("all.log"), "logs", "--no-color", "--timestamps");
    }

    /** All containers, networks and volumes of the project. */
    private void remove() throws InterruptedException {
        killSecondRelay();
        docker.compose("down", "--volumes", "--remove-orphans", "--timeout", "0");
    }

    private Container client(Link link) {
        return container(
                switch (link) {
                    case RELAY_KAFKA, RELAY_DATABASE -> ComponentName.OUTBOX_RELAY;
                    case PROJECTOR_KAFKA, PROJECTOR_DATABASE -> ComponentName.LECTURE_PROJECTOR;
                });
    }

    private Health health(ComponentName component) throws InterruptedException {
        return switch (component) {
            case CATEGORY_DB -> Serving.database(categoryDatabase());
            case LECTURE_DB -> Serving.database(lectureDatabase());
            case KAFKA -> KafkaServer.healthAt(port(component));
            case CATEGORY_APP, OUTBOX_RELAY, LECTURE_PROJECTOR, CONSOLE -> Serving.service(port(component));
        };
    }

    /** What the container was given to log in with. It is asked once, for later it may not be there to answer. */
    private void read(ComponentName component, String name) throws InterruptedException {
        String file = "/run/secrets/" + component + "/" + name;
        secrets.put(component.toString(), docker.compose("exec", "-T", component.toString(), "cat", file));
    }

    private String secret(ComponentName component) {
        return known(component, secrets.get(component.toString()));
    }

    private Container container(ComponentName component) {
        return known(component, containers.get(component));
    }

    private int port(ComponentName component) {
        return known(component, ports.get(component));
    }

    private static <T> T known(ComponentName component, @Nullable T what) {
        if (what == null) {
            throw new NoSuchElementException(component + " was not started yet");
        }
        return what;
    }
}
