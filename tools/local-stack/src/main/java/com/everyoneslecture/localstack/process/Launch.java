package com.everyoneslecture.localstack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param name for people: {@code kafka}
 * @param command the program, by path, and its arguments
 * @param environment set in addition to this process's own
 * @param log takes standard output and standard error, appended
 * @param pidFile records the process while it lives
 */
public record Launch(String name, List<String> command, Map<String, String> environment, LogFile log, Path pidFile) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
