package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a process start.
 *
 * @param name the name for messages: {@code kafka}
 * @param command the path of the program, and its arguments
 * @param environment variables in addition to this process's own
 * @param log the log to which standard output and standard error are appended
 * @param pidFile records the process while it is running
 */
public record Launch(String name, List<String> command, Map<String, String> environment, LogFile log, Path pidFile) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Starts the process, with a new log and no standard input. */
    Process start() throws IOException {
        log.rotate();
        ProcessBuilder builder = new ProcessBuilder(OwnSession.command(command))
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(log.path().toFile()));
        builder.directory(log.folder().toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
