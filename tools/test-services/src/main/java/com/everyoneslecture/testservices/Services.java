package com.everyoneslecture.testservices;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kind of the servers of the tests. */
enum Services {
    CONTAINERS,
    EMBEDDED;

    /** The system property that selects the kind: {@code -Dservices=embedded}. */
    static final String PROPERTY = "services";

    private static @Nullable Services ofThisJvm;

    /** Returns the kind that was chosen or found; the first call prints it. */
    static synchronized Services ofThisJvm() {
        Services chosen = ofThisJvm;
        if (chosen == null) {
            // Not a method reference, which would load Testcontainers' classes even if processes were chosen.
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
