package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The JVM that a container belongs to. It is a label of the container, so that a later JVM can remove the containers of a killed JVM.
 *
 * @param processes the process namespace in which that JVM's process id is valid: a JVM in a container has its own
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

    /** Parses the result of {@link #text}; empty if the text is invalid. */
    static Optional<ContainerOwner> parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return Optional.of(new ContainerOwner(parts[0], new ProcessIdentity(Long.parseLong(parts[1]), parts[2])));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    String text() {
        return processes + " " + jvm.pid() + " " + jvm.start();
    }

    /** Returns whether the owner has ended; false if that cannot be determined here. */
    boolean dead() {
        return processes.equals(processesOfThisJvm()) && jvm.find().isEmpty();
    }

    private static String processesOfThisJvm() {
        try {
            return Files.readSymbolicLink(PROCESS_NAMESPACE).toString();
        } catch (IOException e) {
            // Not Linux: there are no other namespaces.
            return "all";
        }
    }
}
