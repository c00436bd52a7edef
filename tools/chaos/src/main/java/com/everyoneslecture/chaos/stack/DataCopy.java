package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A copy of the data of a database server. The server must be stopped during each operation.
 *
 * @param data the server's directory
 */
record DataCopy(Path data) {

    /** Creates the copy, and replaces an earlier one. */
    void make() {
        Directories.copy(data, copy());
    }

    /** Replaces the data by the copy. The copy does not exist any more afterwards. */
    void putBack() {
        Directories.delete(data);
        try {
            Files.move(copy(), data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot restore " + copy(), e);
        }
    }

    private Path copy() {
        return data.resolveSibling(data.getFileName() + ".copy");
    }
}
