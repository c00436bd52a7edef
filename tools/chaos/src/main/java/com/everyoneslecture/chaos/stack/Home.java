package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.stack.StackLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory that only one system uses while it runs.
 *
 * @param layout the paths of its files
 * @param claimed the lock that excludes other processes until it is closed, or the process ends
 */
record Home(StackLayout layout, com.everyoneslecture.localstack.stack.Stack claimed) {

    private static final int HOMES = 100;

    /**
     * Claims the first free directory below the directory.
     *
     * @param root the repository, which contains the services' jars after a build
     * @param programs the directory of PostgreSQL's unpacked programs
     */
    static Home claim(Path directory, Path root, Path programs) {
        for (int number = 1; number <= HOMES; number++) {
            StackLayout layout = new StackLayout(
                    directory.resolve(Integer.toString(number)), root, programs, StackLayout.copiedJars());
            Optional<com.everyoneslecture.localstack.stack.Stack> claimed =
                    com.everyoneslecture.localstack.stack.Stack.claim(layout);
            if (claimed.isPresent()) {
                return new Home(layout, claimed.get());
            }
        }
        throw new IllegalStateException("all " + HOMES + " homes below " + directory + " are in use");
    }

    /** Deletes all files except the one that is the lock. */
    void empty() {
        try (Stream<Path> files = Files.list(layout.home())) {
            files.filter(file -> !file.equals(layout.lock())).forEach(Directories::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + layout.home(), e);
        }
    }

    /** Returns the directory of the components' logs. */
    Path logs() {
        return layout.home().resolve("logs");
    }
}
