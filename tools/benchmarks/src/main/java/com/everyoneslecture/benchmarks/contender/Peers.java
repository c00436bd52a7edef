package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.OptionsException;
import com.everyoneslecture.localstack.Directories;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Programs of other projects, as they are published. Maven fetches them once; they stay under {@code .outbox/peers}. A directory gets its
 * final name only when it is complete.
 */
record Peers(Path directory) {

    private static final int LEAST_JAVA = 21;
    private static final String SERVER_VERSION = "3.6.1.Final";
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:";

    /** Returns the directory of this checkout. */
    static Peers ofThisCheckout() {
        String home =
                System.getProperty("outbox.home", root().resolve(".outbox").toString());
        return new Peers(Path.of(home).toAbsolutePath().resolve("peers"));
    }

    /**
     * Fetches missing programs; returns at once if none is missing.
     *
     * @throws OptionsException if this JVM is too old for them, because all contenders run on the same one
     */
    void install(Progress progress) {
        OptionsException.require(
                Runtime.version().feature() >= LEAST_JAVA,
                "Debezium Server needs Java " + LEAST_JAVA + ", but this is Java "
                        + Runtime.version().feature() + ": set JAVA_HOME to a newer JDK");
        try {
            Files.createDirectories(directory);
            if (!Files.isDirectory(server())) {
                progress.step("getting Debezium Server %s through Maven: 780 MB to download, 880 MB unpacked to %s"
                        .formatted(SERVER_VERSION, server()));
                Path packed = directory.resolve("download");
                maven(
                        PLUGIN + "copy",
                        "-Dartifact=io.debezium:debezium-server-dist:" + SERVER_VERSION + ":tar.gz",
                        "-DoutputDirectory=" + packed);
                inPlace(server(), next -> unpack(onlyFile(packed), next));
                Directories.delete(packed);
            }
            getConnect(progress);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot get the peers", e);
        }
    }

    /** Fetches Kafka Connect with Debezium's plugin, if it is missing. */
    void installConnect(Progress progress) {
        try {
            Files.createDirectories(directory);
            getConnect(progress);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot get Kafka Connect", e);
        }
    }

    private void getConnect(Progress progress) throws IOException {
        if (!Files.isDirectory(connect())) {
            progress.step("getting Kafka Connect and Debezium's plugin through Maven: 41 MB");
            inPlace(
                    connect(),
                    next -> maven(
                            "-f",
                            root().resolve(Path.of("tools", "benchmarks", "peers", "pom.xml"))
                                    .toString(),
                            PLUGIN + "copy-dependencies",
                            "-DincludeScope=runtime",
                            "-DoutputDirectory=" + next));
        }
    }

    /** Returns the directory of Debezium Server's distribution. */
    Path server() {
        return directory.resolve("debezium-server-" + SERVER_VERSION);
    }

    /** Returns the directory of the jars of a Kafka Connect worker with Debezium's plugin. */
    Path connect() {
        return directory.resolve("kafka-connect");
    }

    private interface Filling {
        void of(Path next) throws IOException;
    }

    private static void inPlace(Path directory, Filling filling) throws IOException {
        Path next = directory.resolveSibling(directory.getFileName() + ".new");
        Directories.delete(next);
        Files.createDirectories(next);
        filling.of(next);
        Files.move(next, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path root() {
        return Path.of(System.getProperty("outbox.root", "")).toAbsolutePath();
    }

    private void maven(String... arguments) throws IOException {
        Path log = directory.resolve("maven.log");
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("mvn failed; its log is " + log);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findFirst().orElseThrow(() -> new IOException("Maven has left nothing in " + directory));
        }
    }

    /** Unpacks the archive without its top directory. */
    private static void unpack(Path packed, Path to) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(packed));
                TarArchiveInputStream archive = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
            TarArchiveEntry entry = archive.getNextEntry();
            while (entry != null) {
                Path target = to.resolve(withoutFirst(entry.getName())).normalize();
                if (!target.startsWith(to)) {
                    throw new IOException(entry.getName() + " would leave the directory");
                }
                if (entry.isFile()) {
                    Files.createDirectories(target.resolveSibling(""));
                    Files.copy(archive, target, StandardCopyOption.REPLACE_EXISTING);
                }
                entry = archive.getNextEntry();
            }
        }
    }

    private static String withoutFirst(String name) {
        return name.substring(name.indexOf('/') + 1);
    }
}
