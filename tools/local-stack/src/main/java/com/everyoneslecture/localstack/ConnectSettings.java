package com.everyoneslecture.localstack;

import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of a Kafka Connect worker.
 *
 * @param name the name for logs and messages: {@code connect-worker}
 * @param files the paths of its files
 * @param port the port of its REST interface on 127.0.0.1; 0 for any free port
 * @param libraries the directory with Kafka Connect's own jars
 * @param plugin the connector's jar; each start runs a copy of its present content
 * @param bootstrapServers the addresses of the broker
 * @param group the group of its cluster: workers of one group share their connectors
 * @param connector the name of the connector that the cluster runs
 * @param configuration the configuration of that connector; each health check creates or updates it
 */
public record ConnectSettings(
        String name,
        ServerFiles files,
        int port,
        Path libraries,
        Path plugin,
        String bootstrapServers,
        String group,
        String connector,
        Map<String, String> configuration) {

    public ConnectSettings {
        libraries = libraries.toAbsolutePath().normalize();
        plugin = plugin.toAbsolutePath().normalize();
        configuration = Map.copyOf(configuration);
    }

    /** Returns a text without the configuration, which contains a password. */
    @Override
    public String toString() {
        return "ConnectSettings[" + name + "]";
    }
}
