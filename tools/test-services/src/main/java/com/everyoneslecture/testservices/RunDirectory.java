package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The directory of one JVM's server files: {@code <temporary directory>/outbox-tests-<user>/<JVM>/<server>}. Each JVM's directory names its
 * JVM. A later JVM deletes the directory of one that has ended.
 */
final class RunDirectory {

    private static final String OWNER = "owner";
    private static final String PID = "pid";

    private static final RunDirectory OF_THIS_JVM = new RunDirectory();

    private final Path directory;
    private final List<LocalServer> servers = new CopyOnWriteArrayList<>();

    private RunDirectory() {
        try {
            Path parent = parent();
            clearAfterTheDead(parent);
            directory = Files.createTempDirectory(parent, "jvm-");
            // The user {@code nobody} must be able to reach the data if root runs PostgreSQL as {@code nobody}.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            ProcessIdentity.of(ProcessHandle.current())
                    .orElseThrow(() -> new IllegalStateException("this JVM cannot tell when it was started"))
                    .write(directory.resolve(OWNER));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for test servers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while test servers of a killed JVM were ended", e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "test-servers-end"));
    }

    static RunDirectory ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** Returns the directory of the programs, which all JVMs of this user share. */
    static Path programs() {
        return parent().resolve("programs");
    }

    /** Returns the directory of the archives, which all JVMs of this user share. */
    static Path archives() {
        return parent().resolve("archives");
    }

    Path create(String name) {
        try {
            Path created = Files.createTempDirectory(directory, name + "-");
            Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rwx--x--x"));
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void killAtExit(LocalServer server) {
        servers.add(server);
    }

    void delete(Path ofServer) {
        Directories.delete(ofServer);
    }

    private void end() {
        for (LocalServer server : servers) {
            try {
                server.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        Directories.delete(directory);
    }

    private static Path parent() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"), "outbox-tests-" + System.getProperty("user.name"));
        try {
            Files.createDirectories(parent);
            if (!Files.isWritable(parent)) {
                throw new IllegalStateException(parent + " belongs to somebody else: delete it");
            }
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
            return parent;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + parent, e);
        }
    }

    private static void clearAfterTheDead(Path parent) throws IOException, InterruptedException {
        for (Path jvm : list(parent, "jvm-*")) {
            boolean ownerIsDead = ProcessIdentity.read(jvm.resolve(OWNER))
                    .filter(owner -> owner.find().isEmpty())
                    .isPresent();
            if (ownerIsDead) {
                for (Path server : list(jvm, "*-*")) {
                    ProcessIdentity.reap(server.resolve(PID));
                }
                Directories.delete(jvm);
            }
        }
    }

    private static List<Path> list(Path directory, String glob) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry ->
                            entry.getFileSystem().getPathMatcher("glob:" + glob).matches(entry.getFileName()))
                    .toList();
        }
    }
}
