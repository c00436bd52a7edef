package com.everyoneslecture.benchmarks.run;

/** Invalid options of a benchmark. Thrown before any process is started; exit status 2. */
public final class OptionsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OptionsException(String message) {
        super(message);
    }

    /** Throws one unless the condition holds. */
    public static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new OptionsException(otherwise);
        }
    }
}
