package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.LogFile;
import java.nio.file.Path;

/**
 * Where a server's files are. Paths may be relative; what is missing is created.
 *
 * @param data survives every stop and kill; to start empty, delete it
 * @param log takes what the server prints, appended
 * @param pidFile records the server's process while it lives
 */
public record ServerFiles(Path data, LogFile log, Path pidFile) {

    public ServerFiles {
        data = data.toAbsolutePath().normalize();
        log = new LogFile(log.path().toAbsolutePath().normalize());
        pidFile = pidFile.toAbsolutePath().normalize();
    }

    /** All of them in one directory. */
    public static ServerFiles under(Path directory) {
        return new ServerFiles(
                directory.resolve("data"), new LogFile(directory.resolve("log")), directory.resolve("pid"));
    }
}
