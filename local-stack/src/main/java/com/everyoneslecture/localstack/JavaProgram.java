package com.everyoneslecture.localstack;

import java.nio.file.Path;

/** The {@code java} that runs this JVM. */
final class JavaProgram {

    private JavaProgram() {}

    static String path() {
        return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    }
}
