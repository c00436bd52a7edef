package com.everyoneslecture.benchmarks.servers;

import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.stack.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The directory of servers' data, which is deleted when it is closed, also when the JVM is terminated. If the JVM is killed, the next
 * benchmark deletes it.
 */
public final class ServersDirectory implements AutoCloseable {

    private static final String PREFIX = "outbox-benchmarks-";

    private final Path path;
    private final Thread hook = new Thread(this::end, "servers-end");
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Killing killing = () -> {};

    private ServersDirectory(Path path) {
        this.path = path;
    }

    /** Creates an empty directory, and ends what killed benchmarks have left. */
    public static ServersDirectory make() throws IOException {
        Path path = Files.createTempDirectory(PREFIX);
        // The user {@code nobody} must be able to reach the data if root runs PostgreSQL as {@code nobody}.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        ServersDirectory directory = new ServersDirectory(path);
        Runtime.getRuntime().addShutdownHook(directory.hook);
        Orphans.own(path);
        try {
            Orphans.end(path, PREFIX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return directory;
    }

    /** Returns a path in it. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Sets the action that ends the processes in it before its files are deleted. */
    public void killBy(Killing how) {
        killing = how;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook has run or will find nothing to do.
        }
    }

    private void end() {
        if (ended.getAndSet(true)) {
            return;
        }
        // An interrupt must not leave processes.
        boolean interrupted = Thread.interrupted();
        Deletion deletion = () -> Directories.delete(path);
        try (deletion) {
            killing.kill();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs also if the processes could not be ended. */
    private interface Deletion extends AutoCloseable {
        @Override
        void close();
    }

    /** Ends processes. */
    @FunctionalInterface
    public interface Killing {
        void kill() throws InterruptedException;

        /** Returns one that runs all of these, whether or not one of them fails, and then throws the first failure. */
        static Killing all(List<Killing> all) {
            return () -> Parallel.run(all, Killing::kill);
        }
    }
}
