package com.everyoneslecture.localstack;

import java.nio.file.Path;

/** The {@code java} that runs this JVM. */
public final class JavaProgram {

    private JavaProgram() {}

    /** Returns its path. */
    public static String path() {
        return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    }
}
