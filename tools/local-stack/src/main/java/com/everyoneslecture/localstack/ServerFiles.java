package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

    /**
     * Empties the directory for temporary files, which is with the data, and returns the option that has a JVM use it: one that
     * is killed deletes none of its own, and the machine's directory would fill with them. Only while no process lives.
     */
    String emptyTemporary() {
        Path temporary = data.resolve("tmp");
        Directories.delete(temporary);
        try {
            Files.createDirectories(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + temporary, e);
        }
        return "-Djava.io.tmpdir=" + temporary;
    }

    /** All of them in one directory. */
    public static ServerFiles under(Path directory) {
        return new ServerFiles(
                directory.resolve("data"), new LogFile(directory.resolve("log")), directory.resolve("pid"));
    }
}
