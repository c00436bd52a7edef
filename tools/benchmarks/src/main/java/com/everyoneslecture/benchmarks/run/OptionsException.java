package com.everyoneslecture.benchmarks.run;

/** Options of a benchmark's own that make no sense. Thrown before anything is started; exit status 2. */
public final class OptionsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OptionsException(String message) {
        super(message);
    }

    /** Throws one unless it is fine. */
    public static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new OptionsException(otherwise);
        }
    }
}
