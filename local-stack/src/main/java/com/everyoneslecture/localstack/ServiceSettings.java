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
 */
public record ServiceSettings(
        String name, ServerFiles files, int port, Path jar, List<String> jvmOptions, Map<String, String> environment) {

    public ServiceSettings {
        jar = jar.toAbsolutePath().normalize();
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }
}
