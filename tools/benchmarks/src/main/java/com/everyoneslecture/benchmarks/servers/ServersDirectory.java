package com.everyoneslecture.benchmarks.servers;

import com.everyoneslecture.localstack.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;

/** The directory of servers' data, which is deleted when it is closed, also when the JVM is terminated. */
public final class ServersDirectory implements AutoCloseable {

    private final Path path;
    private final Thread hook = new Thread(this::end, "servers-end");
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Killing killing = () -> {};

    private ServersDirectory(Path path) {
        this.path = path;
    }

    /** Creates an empty directory. */
    public static ServersDirectory make() throws IOException {
        Path path = Files.createTempDirectory("outbox-benchmarks-");
        // The user {@code nobody} must be able to reach the data if root runs PostgreSQL as {@code nobody}.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        ServersDirectory directory = new ServersDirectory(path);
        Runtime.getRuntime().addShutdownHook(directory.hook);
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
        try {
            killing.kill();
            Directories.delete(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends processes. */
    @FunctionalInterface
    public interface Killing {
        void kill() throws InterruptedException;
    }
}
