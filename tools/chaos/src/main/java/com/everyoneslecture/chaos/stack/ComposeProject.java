package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code docker-compose.yml}, unchanged, as a project with its own name and on free ports. */
final class ComposeProject {

    private static final String SUPERUSER_SECRET = "superuser";
    private static final String OPERATOR_SECRET = "operator";
    private static final String SERVICE_SECRET = "spring.datasource.password";

    private final String name;
    private final Map<ComponentName, Integer> ports = new EnumMap<>(ComponentName.class);
    private final Map<ComponentName, Container> containers = new EnumMap<>(ComponentName.class);
    private final Map<ComponentName, String> secrets = new ConcurrentHashMap<>();
    private final Docker docker;
    private final Container secondRelay;

    /**
     * Starts nothing.
     *
     * @param home the directory of the system, which is unique on this machine
     * @param capture the capture of the relay; empty for its default
     * @throws IllegalStateException if there is no Docker engine, or no Compose
     */
    ComposeProject(Path home, Path composeFile, Optional<Capture> capture) throws InterruptedException {
        // Two checkouts on one machine have homes with the same name.
        this.name = String.format(Locale.ROOT, "outbox-chaos-%08x", home.hashCode());
        Map<String, String> environment = new LinkedHashMap<>(Capture.environment(capture));
        for (ComponentName component : ComponentName.pipeline()) {
            int port = FreePort.any();
            ports.put(component, port);
            environment.put(component.name() + "_PORT", Integer.toString(port));
        }
        this.docker = Docker.of(name, composeFile, environment);
        this.secondRelay = new Container(docker, name + "-second-relay");
    }

    /** Starts all containers, and reads the secrets with which their components log in. */
    void up() throws InterruptedException {
        docker.compose(Stream.concat(
                        Stream.of("up", "-d", "--build"),
                        ComponentName.pipeline().stream().map(ComponentName::toString))
                .toArray(String[]::new));
        for (ComponentName component : ComponentName.pipeline()) {
            Container container = new Container(docker, docker.compose("ps", "-a", "-q", component.toString()));
            // A component that is broken here stays broken until the end of the fault.
            container.neverRestart();
            containers.put(component, container);
        }
        read(ComponentName.CATEGORY_DB, SUPERUSER_SECRET);
        read(ComponentName.LECTURE_DB, SUPERUSER_SECRET);
        read(ComponentName.KAFKA, OPERATOR_SECRET);
        read(ComponentName.CATEGORY_APP, SERVICE_SECRET);
    }

    /** Removes all containers, networks and volumes of the project. */
    void remove() throws InterruptedException {
        removeSecondRelay();
        docker.compose("down", "--volumes", "--remove-orphans", "--timeout", "0");
    }

    Container container(ComponentName component) {
        return known(component, containers.get(component));
    }

    Container secondRelay() {
        return secondRelay;
    }

    void runSecondRelay() throws InterruptedException {
        docker.compose("run", "-d", "--no-deps", "--name", secondRelay.id(), ComponentName.OUTBOX_RELAY.toString());
    }

    void removeSecondRelay() throws InterruptedException {
        if (secondRelay.exists()) {
            secondRelay.remove();
        }
    }

    int port(ComponentName component) {
        return known(component, ports.get(component));
    }

    /** Returns the secret in the component's container: the password of a database's superuser or of a service, or the broker's login. */
    String secret(ComponentName component) {
        return known(component, secrets.get(component));
    }

    /** Returns the name of the network that is this link. */
    String network(Link link) {
        return name + "_" + link;
    }

    /** Writes the logs of all containers to a file in the directory. */
    void writeLogs(Path directory) throws InterruptedException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        docker.composeTo(directory.resolve("all.log"), "logs", "--no-color", "--timestamps");
    }

    /** Reads the secret once, because the container may not run later. */
    private void read(ComponentName component, String secret) throws InterruptedException {
        String file = "/run/secrets/" + component + "/" + secret;
        secrets.put(component, docker.compose("exec", "-T", component.toString(), "cat", file));
    }

    private static <T> T known(ComponentName component, @Nullable T what) {
        if (what == null) {
            throw new NoSuchElementException(component + " was not started yet");
        }
        return what;
    }
}
