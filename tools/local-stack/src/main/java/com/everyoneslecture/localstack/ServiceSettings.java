package com.everyoneslecture.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What one service is like.
 *
 * @param name for people and logs: {@code category-app}
 * @param files where its files are; it works in the data directory
 * @param port of 127.0.0.1; 0 takes some free one
 * @param jar executable; each start runs a copy of what is there then, so that it may be built anew at any time
 * @param jvmOptions before {@code -jar}
 * @param environment its configuration; {@code SERVER_PORT} is added
 * @param healthPath what is asked whether it serves
 */
public record ServiceSettings(
        String name,
        ServerFiles files,
        int port,
        Path jar,
        List<String> jvmOptions,
        Map<String, String> environment,
        String healthPath) {

    private static final String READINESS = "/actuator/health/readiness";
    private static final String LIVENESS = "/actuator/health/liveness";

    public ServiceSettings {
        jar = jar.toAbsolutePath().normalize();
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }

    /** A service that serves when it is ready. */
    public ServiceSettings(
            String name,
            ServerFiles files,
            int port,
            Path jar,
            List<String> jvmOptions,
            Map<String, String> environment) {
        this(name, files, port, jar, jvmOptions, environment, READINESS);
    }

    /** Name of the jar without what follows a dot, the same for every service that runs it. */
    String program() {
        String file = String.valueOf(jar.getFileName());
        return file.substring(0, Math.max(1, file.indexOf('.')));
    }

    /** The same, which serves when it lives: it may have to wait for something before it is ready. */
    public ServiceSettings servingWhenAlive() {
        return new ServiceSettings(name, files, port, jar, jvmOptions, environment, LIVENESS);
    }
}
