package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.localstack.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts a distributed worker of Kafka Connect, exactly once, with the default heap of its script, and its one connector. All contenders on
 * Kafka Connect have the same worker.
 */
final class ConnectWorker {

    private static final Duration START_BOUND = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";

    private final Peers peers;

    ConnectWorker(Peers peers) {
        this.peers = peers;
    }

    /**
     * Starts it; returns when it has accepted its connector.
     *
     * @param name the name for messages
     * @param slot the name of the slot, which is also the worker's group
     * @param own further settings of the worker
     * @param connector the configuration of the connector
     */
    Running start(String name, Servers servers, String slot, Map<String, String> own, Map<String, String> connector)
            throws IOException, InterruptedException {
        Path directory = servers.directory(slot);
        URI worker = URI.create("http://127.0.0.1:" + FreePort.any());
        Path properties = directory.resolve("worker.properties");
        Map<String, String> settings = settings(servers, slot, worker);
        settings.putAll(own);
        Files.writeString(
                properties,
                settings.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("\n")));
        JavaProcess process = JavaProcess.start(
                name,
                directory,
                Map.of(),
                List.of(
                        "-Xms256M",
                        "-Xmx2G",
                        "-Dlog4j2.level=WARN",
                        "-cp",
                        peers.connect() + "/*",
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        properties.toString()));
        try {
            configure(process, worker.resolve("/connectors/outbox/config"), connector);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.kill();
            throw e;
        }
        return Running.of(process);
    }

    private static Map<String, String> settings(Servers servers, String slot, URI listener) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", servers.bootstrapServers());
        settings.put("group.id", slot);
        settings.put("listeners", listener.toString());
        settings.put("exactly.once.source.support", "enabled");
        for (String store : List.of("config", "offset", "status")) {
            settings.put(store + ".storage.topic", slot + "-" + store);
            settings.put(store + ".storage.replication.factor", "1");
        }
        settings.put("key.converter", STRINGS);
        settings.put("value.converter", STRINGS);
        return settings;
    }

    /** Creates the connector. The worker answers once it has joined its group. An existing connector stays unchanged. */
    private static void configure(JavaProcess process, URI connector, Map<String, String> settings)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(connector)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .PUT(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(settings)))
                .build();
        long deadline = System.nanoTime() + START_BOUND.toNanos();
        String answer = "none";
        while (System.nanoTime() < deadline) {
            process.requireAlive();
            try {
                HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() / 100 == 2) {
                    return;
                }
                answer = response.body();
            } catch (IOException e) {
                answer = e.toString();
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IOException("Kafka Connect does not take its connector: " + answer + "\n" + process.tail());
    }
}
