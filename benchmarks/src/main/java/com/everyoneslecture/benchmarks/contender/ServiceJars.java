package com.everyoneslecture.benchmarks.contender;

import java.nio.file.Files;
import java.nio.file.Path;

/** The services' executable jars, where the build leaves them. */
public final class ServiceJars {

    private ServiceJars() {}

    /**
     * That of the module.
     *
     * @throws IllegalStateException if it is not built
     */
    public static Path of(String module) {
        Path jar = Path.of(System.getProperty("outbox.root", ""))
                .toAbsolutePath()
                .resolve(Path.of(module, "target", module + "-exec.jar"))
                .normalize();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there; this builds it and measures: ./outbox bench");
        }
        return jar;
    }
}
