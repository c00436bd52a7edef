package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.process.Signal;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A distributed worker of Kafka Connect for one connector. It is healthy once the connector's task runs, on this worker
 * or another one.
 */
public final class ConnectServer extends ProcessServer {

    private static final String MAIN_CLASS = "org.apache.kafka.connect.cli.ConnectDistributed";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true");

    private static final String LOGGING = """
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p [%t] %c{1} : %m%n
            rootLogger.level = warn
            rootLogger.appenderRef.console.ref = console
            logger.relay.name = com.everyoneslecture
            logger.relay.level = info
            # The relay itself reports an unreachable broker, once.
            logger.clients.name = org.apache.kafka.clients
            logger.clients.level = error
            """;

    private final ConnectSettings settings;
    private final ConnectorProbe probe;

    public ConnectServer(ConnectSettings settings) {
        super(settings.name(), settings.files(), settings.port(), Signal.TERM);
        this.settings = settings;
        this.probe = new ConnectorProbe(port(), settings.connector(), settings.configuration());
    }

    /** Returns the health of the connector's task. Creates the connector if it is missing, and updates it if its configuration differs. */
    @Override
    public Health health() {
        return probe.ask();
    }

    @Override
    List<String> prepare() {
        Path data = files().data();
        try {
            Path plugins = data.resolve("plugins");
            Path own = Files.createDirectories(plugins.resolve("outbox-connect"));
            Files.copy(settings.plugin(), own.resolve("outbox-connect.jar"), StandardCopyOption.REPLACE_EXISTING);
            Path logging = Files.writeString(data.resolve("log4j2.properties"), LOGGING);
            Path worker = data.resolve("worker.properties");
            try (Writer writer = Files.newBufferedWriter(worker)) {
                properties(plugins).store(writer, null);
            }
            return command(logging, worker);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the worker's directory " + data, e);
        }
    }

    private List<String> command(Path logging, Path worker) {
        List<String> command = new ArrayList<>();
        command.add(JavaProgram.path());
        command.add(files().emptyTemporary());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=" + logging,
                "-cp",
                settings.libraries() + File.separator + "*",
                MAIN_CLASS,
                worker.toString()));
        return command;
    }

    @Override
    Map<String, String> environment() {
        return Map.of();
    }

    private Properties properties(Path plugins) {
        Properties worker = new Properties();
        worker.put("bootstrap.servers", settings.bootstrapServers());
        worker.put("group.id", settings.group());
        worker.put("exactly.once.source.support", "enabled");
        worker.put("plugin.path", plugins.toString());
        worker.put("plugin.discovery", "service_load");
        worker.put("listeners", "http://127.0.0.1:" + port());
        worker.put("key.converter", BYTES);
        worker.put("value.converter", BYTES);
        worker.put("offset.storage.partitions", "1");
        // After this time another worker takes over the task of a killed one.
        worker.put("session.timeout.ms", "6000");
        worker.put("heartbeat.interval.ms", "1000");
        worker.put("scheduled.rebalance.max.delay.ms", "0");
        for (String storage : List.of("config", "offset", "status")) {
            worker.put(storage + ".storage.topic", settings.group() + "-" + storage);
            // The broker's default.
            worker.put(storage + ".storage.replication.factor", "-1");
        }
        return worker;
    }
}
