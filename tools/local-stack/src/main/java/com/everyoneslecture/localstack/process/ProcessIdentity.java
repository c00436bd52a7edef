package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The identity of one process. The process id alone is not enough, because another process may receive it later.
 *
 * @param pid the process id
 * @param startedAt the start time that the operating system reports
 */
public record ProcessIdentity(long pid, Instant startedAt) {

    /** Linux derives start times from the time of its boot, which moves a little when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Returns the identity of a living process; empty if it has ended, or if another user owns it and hides its processes. */
    public static Optional<ProcessIdentity> of(ProcessHandle process) {
        return process.info().startInstant().map(start -> new ProcessIdentity(process.pid(), start));
    }

    /** Returns the identity that {@link #write} stored there; empty if there is no file or its content is invalid. */
    public static Optional<ProcessIdentity> read(Path file) {
        try {
            String[] parts = Files.readString(file).strip().split(" ", 2);
            return Optional.of(
                    new ProcessIdentity(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Writes this to a file. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, pid + " " + startedAt.toEpochMilli() + "\n");
    }

    /** Ends the process that the file records, if it is still running, with all its children. */
    public static Optional<ProcessIdentity> reap(Path pidFile) throws InterruptedException {
        Optional<ProcessIdentity> stale = read(pidFile);
        Optional<ProcessHandle> living = stale.flatMap(ProcessIdentity::find);
        if (living.isPresent()) {
            new ProcessTree(living.get()).kill();
        }
        forget(pidFile);
        return living.flatMap(ignored -> stale);
    }

    /** Deletes the file, if it exists. */
    static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the process, if it is still running. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .filter(start ->
                                Duration.between(start, startedAt).abs().compareTo(TOLERANCE) <= 0)
                        .isPresent());
    }
}
