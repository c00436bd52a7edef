package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One process and no other: its number alone may belong to somebody else tomorrow.
 *
 * @param pid the process id
 * @param startedAt when the operating system says that it was started
 */
public record ProcessIdentity(long pid, Instant startedAt) {

    /** Linux derives start times from the time of its boot, which moves a little when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The identity of a living process; empty if it has ended, or belongs to somebody whose processes are hidden. */
    public static Optional<ProcessIdentity> of(ProcessHandle process) {
        return process.info().startInstant().map(start -> new ProcessIdentity(process.pid(), start));
    }

    /** What {@link #write} left there; empty if there is nothing or nothing that makes sense. */
    public static Optional<ProcessIdentity> read(Path file) {
        try {
            String[] parts = Files.readString(file).strip().split(" ", 2);
            return Optional.of(
                    new ProcessIdentity(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Records this in a file. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, pid + " " + startedAt.toEpochMilli() + "\n");
    }

    /** Ends the process that the file records, if it is still there, with all its children. */
    public static Optional<ProcessIdentity> reap(Path pidFile) throws InterruptedException {
        Optional<ProcessIdentity> stale = read(pidFile);
        Optional<ProcessHandle> living = stale.flatMap(ProcessIdentity::find);
        if (living.isPresent()) {
            new ProcessTree(living.get()).kill();
        }
        forget(pidFile);
        return living.flatMap(ignored -> stale);
    }

    /** Deletes the file, if it is there. */
    static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process, if it is still there. */
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
