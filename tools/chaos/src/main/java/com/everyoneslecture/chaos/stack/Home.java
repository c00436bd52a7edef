package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.stack.StackLayout;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory that one system has for itself, for as long as it lives.
 *
 * @param layout where its files are
 * @param claimed keeps others out until it is closed, or the process ends
 */
record Home(StackLayout layout, com.everyoneslecture.localstack.stack.Stack claimed) {

    private static final int HOMES = 100;

    /**
     * Claims the first below the directory that nobody has.
     *
     * @param root the repository, where the services' jars are built
     * @param programs PostgreSQL's, unpacked
     */
    static Home claim(Path directory, Path root, Path programs) {
        for (int number = 1; number <= HOMES; number++) {
            StackLayout layout = new StackLayout(directory.resolve(Integer.toString(number)), root, programs);
            Optional<com.everyoneslecture.localstack.stack.Stack> claimed =
                    com.everyoneslecture.localstack.stack.Stack.claim(layout);
            if (claimed.isPresent()) {
                return new Home(layout, claimed.get());
            }
        }
        throw new IllegalStateException("all " + HOMES + " homes below " + directory + " are in use");
    }

    /** Where the components' logs are. */
    Path logs() {
        return layout.home().resolve("logs");
    }
}
