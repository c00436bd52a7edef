package com.everyoneslecture.outbox.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A directory of plugins with one: the connector as it is packaged, and a jar with the classes that end the worker. */
final class CrashingPlugin {

    private static final String SERVICE = "META-INF/services/org.apache.kafka.connect.source.SourceConnector";

    private CrashingPlugin() {}

    /** Creates it below a directory, and returns the worker's plugin.path. */
    static Path in(Path directory) throws IOException {
        Path plugin = Files.createDirectories(directory.resolve("plugins").resolve("outbox-connect"));
        Files.copy(
                ConnectWorker.PLUGINS.resolve("outbox-connect").resolve("outbox-connect.jar"),
                plugin.resolve("outbox-connect.jar"));
        try (OutputStream file = Files.newOutputStream(plugin.resolve("crashing.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Class<?> type :
                    List.of(CrashingConnector.class, CrashingTask.class, CrashingInterceptor.class, CrashPoint.class)) {
                add(jar, type);
            }
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write(CrashingConnector.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return Objects.requireNonNull(plugin.getParent());
    }

    private static void add(JarOutputStream jar, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
            jar.putNextEntry(new JarEntry(name));
            bytes.transferTo(jar);
        }
    }
}
