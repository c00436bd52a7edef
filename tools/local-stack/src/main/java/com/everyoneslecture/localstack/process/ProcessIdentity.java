package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The identity of one process. The process id alone is not enough, because another process may receive it later.
 *
 * @param pid the process id
 * @param start the start of the process, without spaces: on Linux, the id of the machine's boot and the clock ticks since then, because
 *     start times move with the clock of the machine when it is set; elsewhere, milliseconds since 1970
 */
public record ProcessIdentity(long pid, String start) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** The position of the start in {@code /proc/PID/stat}, after the name of the program. */
    private static final int START_FIELD = 19;

    /** Returns the identity of a living process; empty if it has ended, or if another user owns it and hides its processes. */
    public static Optional<ProcessIdentity> of(ProcessHandle process) {
        return start(process).map(start -> new ProcessIdentity(process.pid(), start));
    }

    /** Returns the identity that {@link #write} stored there; empty if there is no file or its content is invalid. */
    public static Optional<ProcessIdentity> read(Path file) {
        try {
            String[] parts = Files.readString(file).strip().split(" ", 2);
            return Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), parts[1]));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Writes this to a file. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, pid + " " + start + "\n");
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
                .filter(process -> start(process).filter(start::equals).isPresent());
    }

    private static Optional<String> start(ProcessHandle process) {
        if (!Files.isReadable(BOOT)) {
            return process.info().startInstant().map(time -> Long.toString(time.toEpochMilli()));
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(Files.readString(BOOT).strip() + ":" + fields[START_FIELD]);
        } catch (IOException e) {
            // It has ended, or belongs to another user.
            return Optional.empty();
        }
    }
}
