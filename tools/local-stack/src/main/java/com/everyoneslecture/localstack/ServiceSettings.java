package com.everyoneslecture.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The settings of one service.
 *
 * @param name the name for logs and messages: {@code category-app}
 * @param files the paths of its files; the data directory is its working directory
 * @param port the port of 127.0.0.1; 0 for any free port
 * @param jar the executable jar; each start runs a copy of its present content, so it may be rebuilt at any time
 * @param jvmOptions the options before {@code -jar}
 * @param environment its configuration; {@code SERVER_PORT} is added
 * @param healthPath the path of the health check that decides whether it serves
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

    /** The settings of a service that counts as serving when it is ready. */
    public ServiceSettings(
            String name,
            ServerFiles files,
            int port,
            Path jar,
            List<String> jvmOptions,
            Map<String, String> environment) {
        this(name, files, port, jar, jvmOptions, environment, READINESS);
    }

    /** Returns the name of the jar up to its first dot, the same for every service that runs it. */
    String program() {
        String file = String.valueOf(jar.getFileName());
        return file.substring(0, Math.max(1, file.indexOf('.')));
    }

    /** Returns the settings of a service that counts as serving when it is alive, because it may have to wait before it is ready. */
    public ServiceSettings servingWhenAlive() {
        return new ServiceSettings(name, files, port, jar, jvmOptions, environment, LIVENESS);
    }
}
