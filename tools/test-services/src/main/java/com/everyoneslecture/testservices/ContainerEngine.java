package com.everyoneslecture.testservices;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.everyoneslecture.testservices.Selection.Refusal;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientConfigUtils;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** Docker, as Testcontainers finds it. */
final class ContainerEngine {

    /** The image with which this version of Testcontainers removes the containers of a killed JVM. */
    private static final String RYUK_IMAGE = "testcontainers/ryuk:0.14.0";

    private static final String HOST_OVERRIDE = "TESTCONTAINERS_HOST_OVERRIDE";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final int PULL_BOUND_MINUTES = 10;

    private ContainerEngine() {}

    /** Returns the reason why containers are impossible; empty if they are possible. Pulls the images if they are missing. */
    static Optional<Refusal> refusal() {
        quieten();
        DockerClientFactory factory = DockerClientFactory.instance();
        try {
            factory.getInfo();
        } catch (RuntimeException e) {
            return Optional.of(new Refusal("no Docker engine answers", "start Docker"));
        }
        if (!portsAreHere(factory.getTransportConfig().getDockerHost())) {
            return Optional.of(new Refusal(
                    "Docker's ports are not this machine's", "if they are, set " + HOST_OVERRIDE + "=localhost"));
        }
        // Not the factory's own client, because that one starts Ryuk, and waits minutes for its image if it is missing.
        try (DockerClient docker = DockerClientProviderStrategy.getClientForConfig(factory.getTransportConfig())) {
            return images().stream()
                    .flatMap(image -> refusal(docker, image).stream())
                    .findFirst();
        } catch (IOException | RuntimeException e) {
            return Optional.of(new Refusal("Docker does not answer: " + e.getMessage(), "see to Docker"));
        }
    }

    /**
     * Returns whether Docker's ports are on this machine. Testcontainers' own check needs a container of a further image if this JVM itself
     * runs in one.
     */
    private static boolean portsAreHere(URI engine) {
        String override = System.getenv(HOST_OVERRIDE);
        String host = override == null ? engine.getHost() : override;
        return host == null ? !DockerClientConfigUtils.IN_A_CONTAINER : LOOPBACK.contains(host);
    }

    /** Returns the client for creating a container. */
    static DockerClient client() {
        quieten();
        return DockerClientFactory.instance().client();
    }

    private static List<String> images() {
        List<String> images = new ArrayList<>(List.of(ContainerServers.POSTGRES_IMAGE, ContainerServers.KAFKA_IMAGE));
        if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
            images.add(RYUK_IMAGE);
        }
        return images;
    }

    private static Optional<Refusal> refusal(DockerClient docker, String image) {
        String name = ImageNameSubstitutor.instance()
                .apply(DockerImageName.parse(image))
                .asCanonicalNameString();
        try {
            docker.inspectImageCmd(name).exec();
            return Optional.empty();
        } catch (NotFoundException missing) {
            return pulled(docker, name)
                    ? Optional.empty()
                    : Optional.of(new Refusal(
                            "the image " + name + " is not here and cannot be pulled",
                            image.equals(RYUK_IMAGE)
                                    ? "set TESTCONTAINERS_RYUK_DISABLED=true"
                                    : "docker pull " + name + " tells why"));
        }
    }

    private static boolean pulled(DockerClient docker, String image) {
        System.err.println("PostgreSQL and Kafka of the tests: pulling " + image);
        try {
            return docker.pullImageCmd(image).start().awaitCompletion(PULL_BOUND_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Switches off the loggers of Testcontainers, because this module prints the messages. Spring Boot resets the levels when it starts. */
    private static void quieten() {
        for (String chatter : List.of("org.testcontainers", "com.github.dockerjava", "tc")) {
            if (LoggerFactory.getLogger(chatter) instanceof Logger logger) {
                logger.setLevel(Level.OFF);
            }
        }
    }
}
