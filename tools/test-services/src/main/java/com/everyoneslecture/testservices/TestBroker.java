package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.ClassArchives;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the brokers of tests from an archive of their classes, which takes a third less processor time. All modules of a build share one
 * archive, because their brokers have the class path of local-stack and not that of the test. A JVM that finds no archive builds it, beside
 * its tests, after the start of its first broker.
 *
 * <p>A broker uses the class path of the test, without an archive, until local-stack is packaged, and if one of its properties names a class.
 */
final class TestBroker {

    private static final Logger LOG = LoggerFactory.getLogger(TestBroker.class);
    private static final ClassArchives ARCHIVES = ClassArchives.in(RunDirectory.archives());

    /**
     * True once a broker with an archive was started. Otherwise there is nothing to archive, and the archives of other JVMs would be deleted
     * as those of an earlier build.
     */
    private static volatile boolean archived;

    private TestBroker() {}

    /** Creates a broker without starting it. */
    static KafkaServer of(KafkaSettings settings) {
        String classPath = Packaged.CLASS_PATH;
        boolean hasClassesOfTheTest =
                settings.properties().keySet().stream().anyMatch(name -> name.endsWith(".class.name"));
        if (hasClassesOfTheTest || classPath.isEmpty()) {
            return KafkaServer.shortLived(settings);
        }
        archived = true;
        return KafkaServer.shortLived(settings, classPath, ARCHIVES);
    }

    /** Called when a broker has started: by now, the classes that it has loaded are recorded. */
    static void started() {
        if (archived) {
            Archiving.begin();
        }
    }

    private static void archive() {
        Path lock = RunDirectory.archives().resolveSibling("archives.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock only = channel.tryLock()) {
            // Without the lock, another JVM is building the archive.
            if (only != null) {
                ARCHIVES.complete();
            }
        } catch (IOException e) {
            LOG.debug("no archive of the broker's classes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thread in each JVM, which ends with the JVM. */
    private static final class Archiving {
        private static final Thread THREAD = start();

        static void begin() {
            Objects.requireNonNull(THREAD);
        }

        private static Thread start() {
            Thread thread = new Thread(TestBroker::archive, "archive-of-broker-classes");
            thread.setDaemon(true);
            thread.start();
            Runtime.getRuntime().addShutdownHook(new Thread(thread::interrupt, "archive-of-broker-classes-end"));
            return thread;
        }
    }

    private static final class Packaged {
        static final String CLASS_PATH = find();

        private static String find() {
            try {
                Path jar = Path.of(KafkaServer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                Path libraries = jar.resolveSibling("lib");
                if (!Files.isRegularFile(jar) || !Files.isDirectory(libraries)) {
                    return "";
                }
                try (Stream<Path> files = Files.list(libraries)) {
                    return Stream.concat(
                                    Stream.of(jar),
                                    files.filter(file -> file.toString().endsWith(".jar"))
                                            .sorted())
                            .map(Path::toString)
                            .collect(Collectors.joining(File.pathSeparator));
                }
            } catch (IOException | URISyntaxException e) {
                LOG.debug("local-stack's libraries are not found", e);
                return "";
            }
        }
    }
}
