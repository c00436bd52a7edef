package com.everyoneslecture.localstack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import kafka.tools.StorageTool;

/**
 * The broker's directory and its configuration, which is written again for each start.
 *
 * <p>Formatting is complete once {@code meta.properties} exists. After a crash before that, the directory is formatted again.
 */
final class KafkaStorage {

    private final KafkaSettings settings;
    private final int port;
    private final KafkaNode node;

    KafkaStorage(KafkaSettings settings, int port) {
        this.settings = settings;
        this.port = port;
        this.node = settings.node() == null ? KafkaNode.alone() : settings.node();
    }

    /** Prepares the directory and returns the path of the configuration. */
    Path prepare() {
        Path data = settings.files().data();
        try {
            Files.createDirectories(data);
            Path file = data.resolve(KafkaNode.CONFIGURATION);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties().store(writer, null);
            }
            if (!Files.exists(data.resolve(KafkaNode.FORMATTED))) {
                format(file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the broker's directory " + data, e);
        }
    }

    private void format(Path file) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = inEnglish(() -> StorageTool.execute(
                new String[] {"format", "--cluster-id", node.clusterId(), "--config", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8)));
        if (status != 0) {
            throw new IllegalStateException(
                    "cannot format the broker's directory: " + said.toString(StandardCharsets.UTF_8));
        }
    }

    /**
     * Runs the tool in the English locale. Kafka converts names of constants to upper case in the default locale, and the Turkish result
     * CLASSİC matches no constant.
     */
    private static synchronized int inEnglish(IntSupplier tool) {
        Locale machines = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        try {
            return tool.getAsInt();
        } finally {
            Locale.setDefault(machines);
        }
    }

    private Path logs() {
        return settings.files().data().resolve(KafkaNode.LOGS);
    }

    private String each(Function<KafkaListener, String> text) {
        return settings.listeners().stream()
                .map(listener -> "," + text.apply(listener))
                .collect(Collectors.joining());
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(node.id()));
        properties.put(KafkaNode.VOTERS, node.voters());
        properties.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + node.controllerPort()
                        + each(listener -> listener.name() + "://127.0.0.1:" + listener.port()));
        properties.put(
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port
                        + each(listener -> listener.name() + "://127.0.0.1:" + listener.advertisedPort()));
        properties.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT" + each(listener -> listener.name() + ":PLAINTEXT"));
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("log.dirs", logs().toString());
        properties.putAll(KafkaSettings.COMMON_PROPERTIES);
        properties.putAll(settings.properties());
        return properties;
    }
}
