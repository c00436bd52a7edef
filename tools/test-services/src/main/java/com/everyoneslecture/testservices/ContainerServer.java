package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.process.ServerState;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * A container that can be started again after it has ended. It is the same container, so it keeps its data.
 *
 * <p>Docker assigns another port of the machine at each start unless the port is given, and Testcontainers supports only first starts.
 * Therefore this class handles the port, the waiting, the stop and the restart.
 */
final class ContainerServer implements TestServer {

    private static final Duration START_BOUND = Duration.ofMinutes(2);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
    private static final int STOP_BOUND_SECONDS = 15;
    private static final int LOG_LINES = 20;

    private final GenericContainer<?> container;
    private final int port;
    private final Supplier<Health> health;
    private ServerState asked = ServerState.STOPPED;

    /**
     * @param container a container that has not been started
     * @param inside the port that it listens on
     * @param port the port of 127.0.0.1 that leads to it
     * @param health called repeatedly until it is up
     */
    ContainerServer(GenericContainer<?> container, int inside, int port, Supplier<Health> health) {
        this.container = container;
        this.port = port;
        this.health = health;
        container.withLabel(ContainerOwner.LABEL, ContainerOwner.thisJvm().text());
        container.waitingFor(new DoNotWait());
        container.withCreateContainerCmdModifier(
                command -> Objects.requireNonNull(command.getHostConfig(), "the container's host configuration")
                        .withPortBindings(new PortBinding(
                                Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(inside))));
    }

    @Override
    public synchronized void start() throws InterruptedException {
        if (!alive()) {
            asked = ServerState.STARTING;
            if (created()) {
                docker().startContainerCmd(id()).exec();
            } else {
                container.start();
            }
        }
        awaitHealth();
        if (asked == ServerState.STARTING) {
            asked = ServerState.RUNNING;
        }
    }

    @Override
    public synchronized void stop() {
        resume();
        if (alive()) {
            docker().stopContainerCmd(id()).withTimeout(STOP_BOUND_SECONDS).exec();
        }
        asked = ServerState.STOPPED;
    }

    @Override
    public synchronized void kill() {
        if (alive()) {
            docker().killContainerCmd(id()).withSignal("SIGKILL").exec();
            asked = ServerState.KILLED;
        }
    }

    @Override
    public synchronized void pause() {
        if (alive() && asked != ServerState.PAUSED) {
            docker().pauseContainerCmd(id()).exec();
            asked = ServerState.PAUSED;
        }
    }

    @Override
    public synchronized void resume() {
        if (alive() && asked == ServerState.PAUSED) {
            docker().unpauseContainerCmd(id()).exec();
            asked = ServerState.RUNNING;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized boolean alive() {
        return created()
                && Boolean.TRUE.equals(
                        docker().inspectContainerCmd(id()).exec().getState().getRunning());
    }

    @Override
    public synchronized ServerState state() {
        boolean shouldLive = asked != ServerState.STOPPED && asked != ServerState.KILLED;
        return shouldLive && !alive() ? ServerState.DIED : asked;
    }

    @Override
    public String log() {
        return container.getLogs();
    }

    @Override
    public synchronized void close() {
        container.stop();
        asked = ServerState.STOPPED;
    }

    private void awaitHealth() throws InterruptedException {
        long deadline = System.nanoTime() + START_BOUND.toNanos();
        Health found = health.get();
        while (!found.up()) {
            if (!alive()) {
                throw failed("ended before it served");
            }
            if (System.nanoTime() - deadline > 0) {
                throw failed("does not serve after " + START_BOUND.toSeconds() + " s: " + found.reason());
            }
            Thread.sleep(PROBE_INTERVAL.toMillis());
            found = health.get();
        }
    }

    private IllegalStateException failed(String how) {
        List<String> lines = log().lines().toList();
        return new IllegalStateException("the container of " + container.getDockerImageName() + " " + how
                + "; the end of its log:\n  "
                + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())));
    }

    private boolean created() {
        // Null before the first start and after the end.
        return container.getContainerId() != null;
    }

    private String id() {
        return container.getContainerId();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    private static final class DoNotWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {
            // The method that starts the server waits.
        }
    }
}
