package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which JVM a container belongs to. It is written on the container, so that whichever comes next can remove those of a JVM
 * that was killed.
 *
 * @param processes within which processes that JVM's number counts: one that runs in a container itself has its own
 * @param jvm the JVM
 */
record ContainerOwner(String processes, ProcessIdentity jvm) {

    static final String LABEL = "com.everyoneslecture.testservices.owner";

    private static final Path PROCESS_NAMESPACE = Path.of("/proc/self/ns/pid");

    static ContainerOwner thisJvm() {
        return new ContainerOwner(
                processesOfThisJvm(),
                ProcessIdentity.of(ProcessHandle.current())
                        .orElseThrow(() -> new IllegalStateException("this JVM cannot tell when it was started")));
    }

    /** What {@link #text} made; empty if it makes no sense. */
    static Optional<ContainerOwner> parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return Optional.of(new ContainerOwner(
                    parts[0],
                    new ProcessIdentity(Long.parseLong(parts[1]), Instant.ofEpochMilli(Long.parseLong(parts[2])))));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    String text() {
        return processes + " " + jvm.pid() + " " + jvm.startedAt().toEpochMilli();
    }

    /** False where nobody here can know. */
    boolean dead() {
        return processes.equals(processesOfThisJvm()) && jvm.find().isEmpty();
    }

    private static String processesOfThisJvm() {
        try {
            return Files.readSymbolicLink(PROCESS_NAMESPACE).toString();
        } catch (IOException e) {
            // Not Linux: there are no others.
            return "all";
        }
    }
}
