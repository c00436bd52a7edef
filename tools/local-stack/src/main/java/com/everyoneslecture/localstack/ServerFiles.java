package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The paths of a server's files. They may be relative; missing ones are created.
 *
 * @param data the data, which survive every stop and kill; delete them to start empty
 * @param log the log to which the output of the server is appended
 * @param pidFile records the server's process while it is running
 */
public record ServerFiles(Path data, LogFile log, Path pidFile) {

    public ServerFiles {
        data = data.toAbsolutePath().normalize();
        log = new LogFile(log.path().toAbsolutePath().normalize());
        pidFile = pidFile.toAbsolutePath().normalize();
    }

    /**
     * Empties the directory for temporary files, which is in the data directory, and returns the option that makes a JVM use it. A killed
     * JVM deletes none of its temporary files, and they would fill the machine's directory. Call it only while no process is running.
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

    /** Returns the paths of all files in one directory. */
    public static ServerFiles under(Path directory) {
        return new ServerFiles(
                directory.resolve("data"), new LogFile(directory.resolve("log")), directory.resolve("pid"));
    }
}
