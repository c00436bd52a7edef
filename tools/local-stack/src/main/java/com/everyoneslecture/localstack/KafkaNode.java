package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.FreePort;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * The place of a broker in its cluster. Each broker is also a controller.
 *
 * @param id the number of the broker; the first one is 1
 * @param clusterId the id of the cluster, which a broker stores when its directory is formatted
 * @param controllers the ports of 127.0.0.1 of all controllers of the cluster, the first broker's first
 */
public record KafkaNode(int id, String clusterId, List<Integer> controllers) {

    static final String VOTERS = "controller.quorum.voters";
    static final String CONFIGURATION = "server.properties";
    static final String LOGS = "logs";
    static final Path FORMATTED = Path.of(LOGS, "meta.properties");

    public KafkaNode {
        controllers = List.copyOf(controllers);
        if (id < 1 || id > controllers.size()) {
            throw new IllegalArgumentException(id + " is not a broker of " + controllers.size());
        }
    }

    /** Returns the nodes of a new cluster. */
    public static List<KafkaNode> cluster(String clusterId, int brokers) {
        List<Integer> controllers = new ArrayList<>();
        for (int i = 0; i < brokers; i++) {
            controllers.add(FreePort.any());
        }
        List<KafkaNode> nodes = new ArrayList<>();
        for (int id = 1; id <= brokers; id++) {
            nodes.add(new KafkaNode(id, clusterId, controllers));
        }
        return nodes;
    }

    /** Returns the node of a broker that is its own cluster. */
    static KafkaNode alone() {
        return cluster(Uuid.randomUuid().toString(), 1).get(0);
    }

    /** Returns the node as which a broker was started the last time; empty if it has no data. */
    public static Optional<KafkaNode> last(ServerFiles files) {
        Path data = files.data();
        if (!Files.exists(data.resolve(FORMATTED)) || !Files.exists(data.resolve(CONFIGURATION))) {
            return Optional.empty();
        }
        Properties configuration = read(data.resolve(CONFIGURATION));
        List<Integer> controllers = Arrays.stream(
                        configuration.getProperty(VOTERS).split(","))
                .map(voter -> Integer.valueOf(voter.substring(voter.lastIndexOf(':') + 1)))
                .toList();
        return Optional.of(new KafkaNode(
                Integer.parseInt(configuration.getProperty("node.id")),
                read(data.resolve(FORMATTED)).getProperty("cluster.id"),
                controllers));
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return properties;
    }

    int controllerPort() {
        return controllers.get(id - 1);
    }

    /** Returns the value of {@code controller.quorum.voters}. */
    String voters() {
        List<String> voters = new ArrayList<>();
        for (int voter = 1; voter <= controllers.size(); voter++) {
            voters.add(voter + "@127.0.0.1:" + controllers.get(voter - 1));
        }
        return String.join(",", voters);
    }
}
