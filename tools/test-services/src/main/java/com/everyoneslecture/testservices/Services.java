package com.everyoneslecture.testservices;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the servers of the tests run. */
enum Services {
    CONTAINERS,
    EMBEDDED;

    /** The system property that chooses: {@code -Dservices=embedded}. */
    static final String PROPERTY = "services";

    private static @Nullable Services ofThisJvm;

    /** What was chosen, or found; the first call says so. */
    static synchronized Services ofThisJvm() {
        Services chosen = ofThisJvm;
        if (chosen == null) {
            // Not a method reference, which would load Testcontainers' classes even where processes were chosen.
            Selection selection = Selection.of(System.getProperty(PROPERTY), () -> ContainerEngine.refusal());
            System.err.println(selection.line());
            chosen = selection.services();
            ofThisJvm = chosen;
        }
        return chosen;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
