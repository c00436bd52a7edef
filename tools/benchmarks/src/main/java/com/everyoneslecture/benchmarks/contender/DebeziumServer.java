package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Debezium Server with its Kafka sink, from its distribution, started as by its script, with the JVM's default heap. Payloads are published
 * unchanged; by default they would be JSON strings within JSON.
 */
record DebeziumServer(Peers peers, Tuning tuning) implements Contender {

    @Override
    public String name() {
        return "Debezium Server, " + tuning.text();
    }

    @Override
    public Running start(Servers servers, String slot, String topic) throws IOException {
        Path directory = servers.directory(slot);
        Files.createDirectories(directory.resolve("data"));
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(
                directory.resolve("config").resolve("application.properties"),
                settings(servers, slot, topic).entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("\n")));
        String classPath = String.join(
                File.pathSeparator,
                runner().toString(),
                peers.server().resolve("config").resolve("lib").toString(),
                peers.server().resolve("lib") + "/*");
        return Running.of(
                JavaProcess.start(name(), directory, Map.of(), List.of("-cp", classPath, "io.debezium.server.Main")));
    }

    private Map<String, String> settings(Servers servers, String slot, String topic) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", "0");
        settings.put("quarkus.log.console.json", "false");
        settings.put("debezium.sink.type", "kafka");
        String producer = "debezium.sink.kafka.producer.";
        settings.put(producer + "bootstrap.servers", servers.bootstrapServers());
        settings.put(producer + "key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        settings.put(producer + "value.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        tuning.producer().forEach((name, value) -> settings.put(producer + name, value));
        settings.put("debezium.format.key", "simplestring");
        settings.put("debezium.format.value", "simplestring");
        tuning.connector(servers, slot, topic)
                .forEach((name, value) -> settings.put(
                        name.startsWith("transforms") ? "debezium." + name : "debezium.source." + name, value));
        settings.put("debezium.source.offset.storage.file.filename", "data/offsets.dat");
        if (tuning == Tuning.DOCUMENTED) {
            // The value of its example; the default is a minute.
            settings.put("debezium.source.offset.flush.interval.ms", "0");
        }
        return settings;
    }

    private Path runner() throws IOException {
        try (var files = Files.list(peers.server())) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no Debezium Server in " + peers.server()
                            + "; delete that directory, and it is downloaded again"));
        }
    }
}
