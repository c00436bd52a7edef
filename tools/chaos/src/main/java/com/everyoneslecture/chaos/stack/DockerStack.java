package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The system as containers: {@code docker-compose.yml}, unchanged, as a separate project on free ports. A link is cut by disconnecting the
 * service from the network that is this link. A later owner of the home of a killed process removes the remaining containers.
 */
public final class DockerStack extends HomeStack {

    private static final String STOP_SECONDS = "15";
    private static final String[] LIVENESS = {"curl", "-fsS", "http://127.0.0.1:8083/actuator/health/liveness"};
    private static final String[] READINESS = {"curl", "-fsS", "http://127.0.0.1:8083/actuator/health/readiness"};
    private static final Health NOT_YET = Health.down("the second relay does not run yet");

    private final ComposeProject project;
    private final Deaths deaths = new Deaths();
    /** The components that have ended, as far as known; Docker restarts none of them. */
    private final Set<ComponentName> ended = ConcurrentHashMap.newKeySet();

    private boolean hasEnded;

    private DockerStack(Home home, Path composeFile, Optional<Capture> capture) throws InterruptedException {
        super(home, Deployment.PLAIN);
        this.project = new ComposeProject(home.layout().home(), composeFile, capture);
        Directories.delete(logs());
        project.remove();
    }

    /**
     * Claims the first free home below the directory; starts nothing.
     *
     * @param root the repository with {@code docker-compose.yml} and the services' jars
     * @param capture the capture of the relay; empty for its default
     * @throws IllegalStateException if there is no Docker engine, or no Compose
     */
    public static DockerStack below(Path directory, Path root, Optional<Capture> capture) throws InterruptedException {
        Home home = Home.claim(directory, root, directory);
        try {
            return new DockerStack(home, home.layout().root().resolve("docker-compose.yml"), capture);
        } catch (InterruptedException | RuntimeException e) {
            home.claimed().close();
            throw e;
        }
    }

    /** Returns false, because {@code docker-compose.yml} grants its relay only the rights for the topic of the categories in Kafka. */
    @Override
    public boolean takesOrders() {
        return false;
    }

    @Override
    public void start() throws InterruptedException {
        project.up();
        for (ComponentName component : ComponentName.pipeline()) {
            ComponentReadiness.await(component, () -> health(component));
        }
    }

    @Override
    public void start(ComponentName component) throws InterruptedException {
        noteEnd(component);
        project.container(component).start();
        ended.remove(component);
        ComponentReadiness.await(component, () -> health(component));
    }

    @Override
    public void stop(ComponentName component) throws InterruptedException {
        end(component);
        project.container(component).stop(STOP_SECONDS);
    }

    @Override
    public void kill(ComponentName component) throws InterruptedException {
        end(component);
        project.container(component).kill();
    }

    @Override
    public void crash(ComponentName database) throws InterruptedException {
        end(database);
        project.container(database).quit();
    }

    @Override
    public void freeze(ComponentName component) throws InterruptedException {
        project.container(component).pause();
    }

    @Override
    public void thaw(ComponentName component) throws InterruptedException {
        project.container(component).unpause();
    }

    @Override
    public void copy(ComponentName database) throws InterruptedException {
        new VolumeCopy(project.container(database)).make();
    }

    @Override
    public void putBack(ComponentName database) throws InterruptedException {
        new VolumeCopy(project.container(database)).putBack();
    }

    @Override
    public void cut(Link link) throws InterruptedException {
        client(link).disconnect(project.network(link));
    }

    @Override
    public void slow(Link link) {
        throw new UnsupportedOperationException("a network of containers can be cut but not slowed down");
    }

    @Override
    public void restore(Link link) throws InterruptedException {
        client(link).connect(project.network(link));
    }

    @Override
    public void startSecondRelay() throws InterruptedException {
        Container relay = project.secondRelay();
        if (!relay.exists()) {
            project.runSecondRelay();
            ComponentReadiness.await(ComponentName.OUTBOX_RELAY, () -> relay.succeeds(LIVENESS) ? Health.UP : NOT_YET);
        }
    }

    @Override
    public boolean secondRelayIsReady() throws InterruptedException {
        return project.secondRelay().succeeds(READINESS);
    }

    @Override
    public void killSecondRelay() throws InterruptedException {
        project.removeSecondRelay();
    }

    @Override
    public List<String> notServing() throws InterruptedException {
        List<String> down = new ArrayList<>();
        for (ComponentName component : ComponentName.pipeline()) {
            noteEnd(component);
            Health health = health(component);
            if (!health.up()) {
                down.add(component + ": " + health.reason());
            }
        }
        return down;
    }

    @Override
    public List<String> deaths() {
        return deaths.take();
    }

    /** Notes that an operation ends the component, unless it has already ended by itself. */
    private void end(ComponentName component) throws InterruptedException {
        noteEnd(component);
        ended.add(component);
    }

    private void noteEnd(ComponentName component) throws InterruptedException {
        if (project.container(component).hasEnded() && ended.add(component)) {
            deaths.add(component + " ended by itself");
        }
    }

    @Override
    int port(ComponentName component) {
        return project.port(component);
    }

    @Override
    String superuserPassword(ComponentName database) {
        return project.secret(database);
    }

    @Override
    String applicationPassword() {
        return project.secret(ComponentName.CATEGORY_APP);
    }

    @Override
    Map<String, String> kafkaLogin() {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                project.secret(ComponentName.KAFKA));
    }

    @Override
    public synchronized void end() {
        if (hasEnded) {
            return;
        }
        hasEnded = true;
        try {
            try {
                project.writeLogs(logs());
            } finally {
                project.remove();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Container client(Link link) {
        return project.container(
                switch (link) {
                    case RELAY_KAFKA, RELAY_DATABASE -> ComponentName.OUTBOX_RELAY;
                    case PROJECTOR_KAFKA, PROJECTOR_DATABASE -> ComponentName.LECTURE_PROJECTOR;
                    case RELAY_2_KAFKA, RELAY_2_DATABASE, RELAY_3_KAFKA, RELAY_3_DATABASE, WORKER_2_KAFKA ->
                        throw new UnsupportedOperationException("a further relay has the networks of the first");
                });
    }

    private Health health(ComponentName component) throws InterruptedException {
        return switch (component) {
            case CATEGORY_DB, CATEGORY_DB_STANDBY -> ComponentReadiness.database(categoryDatabase());
            case LECTURE_DB -> ComponentReadiness.database(lectureDatabase());
            case KAFKA, KAFKA_2, KAFKA_3 -> KafkaServer.healthAt(port(component), kafkaLogin());
            case CATEGORY_APP,
                    OUTBOX_RELAY,
                    OUTBOX_RELAY_2,
                    OUTBOX_RELAY_3,
                    CONNECT_WORKER,
                    CONNECT_WORKER_2,
                    LECTURE_PROJECTOR,
                    LECTURE_PROJECTOR_2,
                    LECTURE_PROJECTOR_3,
                    CONSOLE -> ComponentReadiness.service(port(component));
        };
    }
}
