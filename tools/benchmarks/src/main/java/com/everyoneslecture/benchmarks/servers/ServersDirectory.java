package com.everyoneslecture.benchmarks.servers;

import com.everyoneslecture.localstack.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where servers have their data, which go with them when it is closed, also when the JVM is told to end. */
public final class ServersDirectory implements AutoCloseable {

    private final Path path;
    private final Thread hook = new Thread(this::end, "servers-end");
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Killing killing = () -> {};

    private ServersDirectory(Path path) {
        this.path = path;
    }

    /** Makes an empty one. */
    public static ServersDirectory make() throws IOException {
        Path path = Files.createTempDirectory("outbox-benchmarks-");
        // nobody must get through to the data where root's PostgreSQL runs as nobody.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        ServersDirectory directory = new ServersDirectory(path);
        Runtime.getRuntime().addShutdownHook(directory.hook);
        return directory;
    }

    /** What is in it. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Tells how to end whatever runs in it, which comes before its files go. */
    public void killBy(Killing how) {
        killing = how;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is about to end, and the hook has run or will find nothing to do.
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
