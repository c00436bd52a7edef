package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A copy of the data of a database server, which must be stopped whenever this is used.
 *
 * @param data the server's directory
 */
record DataCopy(Path data) {

    /** Makes the copy, in place of an earlier one. */
    void make() {
        Directories.copy(data, copy());
    }

    /** Puts the copy in place of the data. There is no copy any more then. */
    void putBack() {
        Directories.delete(data);
        try {
            Files.move(copy(), data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put back " + copy(), e);
        }
    }

    private Path copy() {
        return data.resolveSibling(data.getFileName() + ".copy");
    }
}
